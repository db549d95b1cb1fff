package io.culebra.ocr;

import io.culebra.picture.ImageAxes;
import io.culebra.picture.Normalization;
import io.culebra.picture.Transforms;
import io.culebra.tensor.Tensor;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Finds where there is text: runs the detection network and draws boxes around what it marks. */
final class Detector {
  private static final int SHORTEST_SIDE = 736;
  private static final int LONGEST_SIDE = 2000;
  private static final int STEP = 32;

  private final Inference network;

  Detector(Inference network) {
    this.network = network;
  }

  /** The boxes around lines of text, in pixels of the picture, in the order of reading. */
  List<TextBox> detect(BufferedImage picture) {
    double scale = scale(picture.getWidth(), picture.getHeight());
    int width = multiple(picture.getWidth() * scale);
    int height = multiple(picture.getHeight() * scale);
    double backX = (double) picture.getWidth() / width;
    double backY = (double) picture.getHeight() / height;
    try (Tensor input = Pictures.blank(1, height, width)) {
      Normalization.PP_OCR_DETECTION.write(
          Transforms.resized(picture, width, height), input, ImageAxes.NCHW, 0);
      try (Tensor output = network.run(input)) {
        List<TextBox> found = new ProbabilityMap(output.toFloatArray(), width, height).boxes();
        return ReadingOrder.sorted(found.stream().map(box -> scaled(box, backX, backY)).toList());
      }
    }
  }

  private static double scale(int width, int height) {
    double up = Math.max(1, (double) SHORTEST_SIDE / Math.min(width, height));
    return Math.min(up, (double) LONGEST_SIDE / Math.max(width, height));
  }

  private static int multiple(double size) {
    return Math.max(STEP, (int) Math.round(size / STEP) * STEP);
  }

  private static TextBox scaled(TextBox box, double x, double y) {
    return new TextBox(
        scaled(box.topLeft(), x, y),
        scaled(box.topRight(), x, y),
        scaled(box.bottomRight(), x, y),
        scaled(box.bottomLeft(), x, y));
  }

  private static Point2D scaled(Point2D point, double x, double y) {
    return new Point2D.Double(point.getX() * x, point.getY() * y);
  }
}
