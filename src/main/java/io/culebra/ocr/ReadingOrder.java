package io.culebra.ocr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Boxes from top to bottom, and from left to right where they stand in one line. */
final class ReadingOrder {
  private ReadingOrder() {}

  static List<TextBox> sorted(List<TextBox> boxes) {
    List<TextBox> byY = new ArrayList<>(boxes);
    byY.sort(Comparator.comparingDouble(ReadingOrder::middle));
    List<TextBox> ordered = new ArrayList<>();
    List<TextBox> row = new ArrayList<>();
    for (TextBox box : byY) {
      if (!row.isEmpty() && middle(box) - middle(row.getFirst()) > row.getFirst().height() / 2) {
        endRow(row, ordered);
      }
      row.add(box);
    }
    endRow(row, ordered);
    return ordered;
  }

  private static void endRow(List<TextBox> row, List<TextBox> ordered) {
    row.sort(Comparator.comparingDouble(box -> box.topLeft().getX()));
    ordered.addAll(row);
    row.clear();
  }

  private static double middle(TextBox box) {
    return (box.topLeft().getY() + box.bottomRight().getY()) / 2;
  }
}
