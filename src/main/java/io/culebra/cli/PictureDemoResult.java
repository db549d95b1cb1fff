package io.culebra.cli;

import io.culebra.ocr.TextLine;
import java.awt.geom.Point2D;
import java.util.List;

/**
 * What the picture demo shows.
 *
 * @param image the picture
 * @param lines what was read in it
 * @param times how long each backend took for the whole picture
 */
record PictureDemoResult(String image, List<Line> lines, List<BackendTime> times) {
  /**
   * A line that was read.
   *
   * @param text what it says
   * @param confidence how sure the network is, from 0 to 1
   * @param box the corners, clockwise from the top left, x and y in pixels
   */
  record Line(String text, double confidence, List<List<Double>> box) {
    static Line of(TextLine line) {
      return new Line(
          line.text(),
          line.confidence(),
          line.box().corners().stream().map(Line::coordinates).toList());
    }

    private static List<Double> coordinates(Point2D corner) {
      return List.of(corner.getX(), corner.getY());
    }
  }

  static PictureDemoResult of(String image, List<TextLine> lines, List<BackendTime> times) {
    return new PictureDemoResult(image, lines.stream().map(Line::of).toList(), times);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(String.format("Text in %s (confidence)%n", image));
    for (Line line : lines) {
      text.append(String.format("  %.3f  %s%n", line.confidence(), line.text()));
    }
    text.append(lines.isEmpty() ? String.format("  none was found%n") : "");
    text.append(String.format("%nTime for the whole picture (median)%n"));
    times.forEach(time -> text.append(time).append(System.lineSeparator()));
    return text.toString().stripTrailing();
  }
}
