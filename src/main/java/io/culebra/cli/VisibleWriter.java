package io.culebra.cli;

import io.culebra.tensor.VisibleText;
import java.io.PrintWriter;

/** A writer of results, which may hold names from a model: lines and tabs stay, nothing else moves. */
final class VisibleWriter extends PrintWriter {
  private static final String KEPT = "(?<=[\n\r\t])|(?=[\n\r\t])";

  VisibleWriter(PrintWriter out) {
    super(out, true);
  }

  @Override
  public void write(String text, int from, int length) {
    StringBuilder visible = new StringBuilder();
    for (String part : text.substring(from, from + length).split(KEPT)) {
      boolean isKept = part.equals("\n") || part.equals("\r") || part.equals("\t");
      visible.append(isKept ? part : VisibleText.of(part, Integer.MAX_VALUE));
    }
    super.write(visible.toString(), 0, visible.length());
  }
}
