package io.culebra.ocr;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Pictures as tensors and in other sizes. */
final class Pictures {
  private Pictures() {}

  /** The picture in another size, interpolated between neighbouring pixels. */
  static BufferedImage resized(BufferedImage picture, int width, int height) {
    return transformed(
        picture,
        AffineTransform.getScaleInstance(
            (double) width / picture.getWidth(), (double) height / picture.getHeight()),
        width,
        height);
  }

  /**
   * The part of the picture that the box covers, upright; a box much higher than wide is turned to
   * lie.
   */
  static BufferedImage cropped(BufferedImage picture, TextBox box) {
    int width = Math.max(1, (int) Math.round(box.width()));
    int height = Math.max(1, (int) Math.round(box.height()));
    double angle =
        Math.atan2(
            box.topRight().getY() - box.topLeft().getY(),
            box.topRight().getX() - box.topLeft().getX());
    AffineTransform toBox = AffineTransform.getRotateInstance(-angle);
    toBox.translate(-box.topLeft().getX(), -box.topLeft().getY());
    BufferedImage upright = transformed(picture, toBox, width, height);
    return height >= 1.5 * width ? turnedLeft(upright) : upright;
  }

  private static BufferedImage turnedLeft(BufferedImage picture) {
    AffineTransform turn = AffineTransform.getTranslateInstance(0, picture.getWidth());
    turn.quadrantRotate(-1);
    int width = picture.getHeight();
    int height = picture.getWidth();
    return transformed(picture, turn, width, height);
  }

  /** The picture upside down. */
  static BufferedImage upsideDown(BufferedImage picture) {
    AffineTransform turn =
        AffineTransform.getTranslateInstance(picture.getWidth(), picture.getHeight());
    turn.quadrantRotate(2);
    return transformed(picture, turn, picture.getWidth(), picture.getHeight());
  }

  private static BufferedImage transformed(
      BufferedImage picture, AffineTransform transform, int width, int height) {
    BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = result.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(picture, transform, null);
    graphics.dispose();
    return result;
  }

  /** A float32 tensor of zeros for pictures: batch x 3 x height x width. */
  static Tensor blank(int batch, int height, int width) {
    return Tensor.allocate(DataType.FLOAT, Shape.of(batch, 3, height, width));
  }

  /**
   * Writes a picture into one item of a tensor, blue, green and red one after another, each channel
   * as {@code (value / 255 - mean) / deviation}. What the picture does not cover stays as it is.
   */
  static void write(
      BufferedImage picture, Tensor tensor, int item, float[] mean, float[] deviation) {
    int height = (int) tensor.shape().size(2);
    int width = (int) tensor.shape().size(3);
    int[] row = new int[picture.getWidth()];
    MemorySegment target = tensor.segment();
    for (int y = 0; y < picture.getHeight(); y++) {
      picture.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int channel = 0; channel < 3; channel++) {
        long start = ((item * 3L + channel) * height + y) * width;
        for (int x = 0; x < row.length; x++) {
          float value = (row[x] >> (8 * channel) & 255) / 255f;
          target.setAtIndex(
              ValueLayout.JAVA_FLOAT, start + x, (value - mean[channel]) / deviation[channel]);
        }
      }
    }
  }
}
