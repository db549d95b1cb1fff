package io.culebra.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class VisibleWriterTest {
  @Test
  void linesAndTabsStayAndNothingElseMoves() {
    StringWriter written = new StringWriter();
    try (PrintWriter out = new VisibleWriter(new PrintWriter(written))) {
      out.print("a\tb\n\u001b[2Jc");
      out.printf("%s\n", "\u202ed");
    }
    assertEquals("a\tb\n\\u001b[2Jc\\u202ed\n", written.toString());
  }
}
