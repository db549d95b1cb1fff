package io.culebra.cli;

import io.culebra.tensor.VisibleText;
import java.io.PrintWriter;

/**
 * A writer of results, which may hold names from a model: lines and tabs stay, nothing else moves.
 */
final class VisibleWriter extends PrintWriter {
  private static final String KEPT = "\n\r\t";

  VisibleWriter(PrintWriter out) {
    super(out, true);
  }

  @Override
  public void write(String text, int from, int length) {
    int start = from;
    for (int i = from; i < from + length; i++) {
      if (KEPT.indexOf(text.charAt(i)) >= 0) {
        writeVisible(text.substring(start, i));
        super.write(text, i, 1);
        start = i + 1;
      }
    }
    writeVisible(text.substring(start, from + length));
  }

  private void writeVisible(String text) {
    String visible = VisibleText.of(text, Integer.MAX_VALUE);
    super.write(visible, 0, visible.length());
  }
}
