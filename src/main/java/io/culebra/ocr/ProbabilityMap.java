package io.culebra.ocr;

import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.algorithm.ConvexHull;
import org.locationtech.jts.algorithm.MinimumAreaRectangle;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * What the detection network says of every pixel: how probably it belongs to the core of a line of
 * text. Connected cores become boxes, widened to the whole line as differentiable binarization does
 * (arXiv:1911.08947, section 3.5).
 */
final class ProbabilityMap {
  private static final float TEXT = 0.3f;
  private static final double SURE = 0.5;
  private static final double WIDEN = 1.6;
  private static final double SMALLEST_CORE = 3;
  private static final double SMALLEST_BOX = 5;
  private static final GeometryFactory GEOMETRY = new GeometryFactory();

  private final float[] probabilities;
  private final int width;
  private final int height;
  private final boolean[] visited;

  ProbabilityMap(float[] probabilities, int width, int height) {
    this.probabilities = probabilities;
    this.width = width;
    this.height = height;
    this.visited = new boolean[probabilities.length];
  }

  /** A box for every line, in pixels of the map. */
  List<TextBox> boxes() {
    List<TextBox> boxes = new ArrayList<>();
    for (int start = 0; start < probabilities.length; start++) {
      if (!visited[start] && probabilities[start] > TEXT) {
        box(core(start)).ifPresent(boxes::add);
      }
    }
    return boxes;
  }

  /** The pixels that hang together with one, over edges and corners. */
  private List<Integer> core(int start) {
    List<Integer> pixels = new ArrayList<>(List.of(start));
    visited[start] = true;
    for (int next = 0; next < pixels.size(); next++) {
      int x = pixels.get(next) % width;
      int y = pixels.get(next) / width;
      for (int row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
        for (int column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          int neighbour = row * width + column;
          if (!visited[neighbour] && probabilities[neighbour] > TEXT) {
            visited[neighbour] = true;
            pixels.add(neighbour);
          }
        }
      }
    }
    return pixels;
  }

  private Optional<TextBox> box(List<Integer> core) {
    double sum = 0;
    Coordinate[] corners = new Coordinate[4 * core.size()];
    for (int i = 0; i < core.size(); i++) {
      int x = core.get(i) % width;
      int y = core.get(i) / width;
      sum += probabilities[core.get(i)];
      corners[4 * i] = new Coordinate(x, y);
      corners[4 * i + 1] = new Coordinate(x + 1, y);
      corners[4 * i + 2] = new Coordinate(x, y + 1);
      corners[4 * i + 3] = new Coordinate(x + 1, y + 1);
    }
    Geometry rectangle = rectangle(new ConvexHull(corners, GEOMETRY).getConvexHull());
    if (sum / core.size() < SURE || shorterSide(rectangle) < SMALLEST_CORE) {
      return Optional.empty();
    }
    Geometry widened =
        rectangle(rectangle.buffer(rectangle.getArea() * WIDEN / rectangle.getLength()));
    if (shorterSide(widened) < SMALLEST_BOX) {
      return Optional.empty();
    }
    Coordinate[] found = widened.getCoordinates();
    return Optional.of(
        TextBox.of(point(found[0]), point(found[1]), point(found[2]), point(found[3])));
  }

  private static Geometry rectangle(Geometry shape) {
    return MinimumAreaRectangle.getMinimumRectangle(shape);
  }

  private static double shorterSide(Geometry rectangle) {
    Coordinate[] corners = rectangle.getCoordinates();
    return corners.length < 5
        ? 0
        : Math.min(corners[0].distance(corners[1]), corners[1].distance(corners[2]));
  }

  private static Point2D point(Coordinate coordinate) {
    return new Point2D.Double(coordinate.x, coordinate.y);
  }
}
