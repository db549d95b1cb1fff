package io.culebra.ocr;

import io.culebra.picture.Transforms;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/** Parts of pictures, upright, and tensors for them. */
final class Pictures {
  private Pictures() {}

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
    BufferedImage upright = Transforms.transformed(picture, toBox, width, height);
    return height >= 1.5 * width ? turnedLeft(upright) : upright;
  }

  private static BufferedImage turnedLeft(BufferedImage picture) {
    AffineTransform turn = AffineTransform.getTranslateInstance(0, picture.getWidth());
    turn.quadrantRotate(-1);
    int width = picture.getHeight();
    int height = picture.getWidth();
    return Transforms.transformed(picture, turn, width, height);
  }

  /** The picture upside down. */
  static BufferedImage upsideDown(BufferedImage picture) {
    AffineTransform turn =
        AffineTransform.getTranslateInstance(picture.getWidth(), picture.getHeight());
    turn.quadrantRotate(2);
    return Transforms.transformed(picture, turn, picture.getWidth(), picture.getHeight());
  }

  /** A float32 tensor of zeros for pictures: batch x 3 x height x width. */
  static Tensor blank(int batch, int height, int width) {
    return Tensor.allocate(DataType.FLOAT, Shape.of(batch, 3, height, width));
  }
}
