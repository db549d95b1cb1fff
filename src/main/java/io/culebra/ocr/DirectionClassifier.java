package io.culebra.ocr;

import io.culebra.picture.ImageAxes;
import io.culebra.picture.Normalization;
import io.culebra.picture.Transforms;
import io.culebra.tensor.Tensor;
import java.awt.image.BufferedImage;

/** Turns lines that stand on their head. */
final class DirectionClassifier {
  private static final int HEIGHT = 48;
  private static final int WIDTH = 192;
  private static final float SURE = 0.9f;

  private final Inference network;

  DirectionClassifier(Inference network) {
    this.network = network;
  }

  /** The line, upright. */
  BufferedImage upright(BufferedImage line) {
    int width =
        Math.clamp((int) Math.ceil((double) HEIGHT * line.getWidth() / line.getHeight()), 1, WIDTH);
    try (Tensor input = Pictures.blank(1, HEIGHT, WIDTH)) {
      Normalization.PP_OCR_RECOGNITION.write(
          Transforms.resized(line, width, HEIGHT), input, ImageAxes.NCHW, 0);
      try (Tensor output = network.run(input)) {
        float upsideDown = output.toFloatArray()[1];
        return upsideDown > SURE ? Pictures.upsideDown(line) : line;
      }
    }
  }
}
