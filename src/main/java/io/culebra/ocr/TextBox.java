package io.culebra.ocr;

import java.awt.geom.Point2D;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A rectangle in a picture, perhaps turned, in pixels.
 *
 * @param topLeft the corner where reading begins
 * @param topRight the next corner, clockwise
 * @param bottomRight the corner opposite to the first
 * @param bottomLeft the last corner
 */
public record TextBox(Point2D topLeft, Point2D topRight, Point2D bottomRight, Point2D bottomLeft) {

  /** The box with these four corners, in any order. */
  static TextBox of(Point2D... corners) {
    Point2D[] byX = corners.clone();
    Arrays.sort(byX, Comparator.comparingDouble(Point2D::getX));
    Point2D[] left = byY(byX[0], byX[1]);
    Point2D[] right = byY(byX[2], byX[3]);
    return new TextBox(left[0], right[0], right[1], left[1]);
  }

  private static Point2D[] byY(Point2D a, Point2D b) {
    return a.getY() <= b.getY() ? new Point2D[] {a, b} : new Point2D[] {b, a};
  }

  /** The corners, clockwise from the one where reading begins. */
  public List<Point2D> corners() {
    return List.of(topLeft, topRight, bottomRight, bottomLeft);
  }

  /** Length along the line of text. */
  double width() {
    return Math.max(topLeft.distance(topRight), bottomLeft.distance(bottomRight));
  }

  /** Length across the line of text. */
  double height() {
    return Math.max(topLeft.distance(bottomLeft), topRight.distance(bottomRight));
  }
}
