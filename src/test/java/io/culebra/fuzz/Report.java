package io.culebra.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one case went, as one line.
 *
 * @param number the number of the case
 * @param status how it went, null where nothing was drawn
 * @param operators the operators that it tested
 * @param text why it did not pass, without tabs
 */
record Report(long number, Subject.@Nullable Status status, List<String> operators, String text) {
  private static final String MARK = "case\t";

  boolean isFailure() {
    return status != null && new Subject.Outcome(status, text).isFailure();
  }

  String toLine() {
    return MARK
        + String.join(
            "\t",
            Long.toString(number),
            status == null ? "" : status.name(),
            String.join(",", operators),
            text.replace('\t', ' ').replace('\n', ' '));
  }

  /** The report of a line, or null if it is none. */
  static @Nullable Report of(String line) {
    if (!line.startsWith(MARK)) {
      return null;
    }
    String[] parts = line.split("\t", -1);
    List<String> operators = new ArrayList<>(List.of(parts[3].split(",")));
    operators.removeIf(String::isEmpty);
    return new Report(
        Long.parseLong(parts[1]),
        parts[2].isEmpty() ? null : Subject.Status.valueOf(parts[2]),
        operators,
        parts[4]);
  }
}
