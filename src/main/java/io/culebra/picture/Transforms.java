package io.culebra.picture;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/** Pictures in other sizes and positions; the results are opaque, with black behind. */
public final class Transforms {
  private Transforms() {}

  /** The picture in another size, interpolated between neighbouring pixels (bicubic). */
  public static BufferedImage resized(BufferedImage picture, int width, int height) {
    return transformed(
        picture,
        AffineTransform.getScaleInstance(
            (double) width / picture.getWidth(), (double) height / picture.getHeight()),
        width,
        height);
  }

  /**
   * The picture in another size, halved by averaging for as long as it is twice too large in both
   * directions, so that no pixel is lost, then {@linkplain #resized resized}.
   */
  public static BufferedImage shrunk(BufferedImage picture, int width, int height) {
    BufferedImage halved = picture;
    while (halved.getWidth() >= 2 * width && halved.getHeight() >= 2 * height) {
      halved =
          transformed(
              halved,
              AffineTransform.getScaleInstance(0.5, 0.5),
              halved.getWidth() / 2,
              halved.getHeight() / 2,
              RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    }
    return resized(halved, width, height);
  }

  /** What of the transformed picture lies in the first width x height pixels. */
  public static BufferedImage transformed(
      BufferedImage picture, AffineTransform transform, int width, int height) {
    return transformed(
        picture, transform, width, height, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
  }

  private static BufferedImage transformed(
      BufferedImage picture,
      AffineTransform transform,
      int width,
      int height,
      Object interpolation) {
    BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = result.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, interpolation);
    graphics.drawImage(picture, transform, null);
    graphics.dispose();
    return result;
  }
}
