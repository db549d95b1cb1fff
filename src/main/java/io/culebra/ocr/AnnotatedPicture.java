package io.culebra.ocr;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws what was read. */
public final class AnnotatedPicture {
  private AnnotatedPicture() {}

  /** A copy of the picture with the box of every line. */
  public static BufferedImage of(BufferedImage picture, List<TextLine> lines) {
    BufferedImage copy =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = copy.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.drawImage(picture, 0, 0, null);
    graphics.setColor(new Color(0xD0342C));
    graphics.setStroke(new BasicStroke(2));
    for (TextLine line : lines) {
      Path2D path = new Path2D.Double();
      List<Point2D> corners = line.box().corners();
      path.moveTo(corners.getFirst().getX(), corners.getFirst().getY());
      corners.forEach(corner -> path.lineTo(corner.getX(), corner.getY()));
      path.closePath();
      graphics.draw(path);
    }
    graphics.dispose();
    return copy;
  }
}
