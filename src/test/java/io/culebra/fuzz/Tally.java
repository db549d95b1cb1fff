package io.culebra.fuzz;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What many cases add up to. */
final class Tally implements Drawing.Misses {
  private final Map<Subject.Status, Integer> counts = new EnumMap<>(Subject.Status.class);
  private final Map<String, Integer> passed = new TreeMap<>();
  private final Map<String, Integer> refusals = new TreeMap<>();
  private final Map<String, String> withoutOracle = new TreeMap<>();
  private final Map<String, String> notDrawn = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private int empty;

  @Override
  public void add(String operator, String reason, boolean isWithoutOracle) {
    (isWithoutOracle ? withoutOracle : notDrawn).put(operator, reason);
  }

  void add(Report report) {
    if (report.status() == null) {
      empty++;
      return;
    }
    counts.merge(report.status(), 1, Integer::sum);
    if (report.status() == Subject.Status.PASSED) {
      report.operators().forEach(operator -> passed.merge(operator, 1, Integer::sum));
    } else if (report.status() == Subject.Status.REFUSED) {
      refusals.merge(shortened(report.text()), 1, Integer::sum);
    } else {
      failures.add(report.text());
    }
  }

  /** Without names and numbers, so that alike ones fall together. */
  private static String shortened(String reason) {
    return reason.replaceAll("'[^']*'", "").replaceAll("\\d+", "#").replaceAll("\\[[^]]*]", "[]");
  }

  /** Cases with right answers. */
  int passed() {
    return counts.getOrDefault(Subject.Status.PASSED, 0);
  }

  /** The status, the line that reproduces it, and the operators. */
  private static String start(String failure) {
    int end = failure.indexOf(" of [");
    return end < 0 ? failure : failure.substring(0, end);
  }

  List<String> failures() {
    return failures;
  }

  /** Operators that the library reads and that no case has tested. */
  Set<String> untested() {
    Set<String> names = new TreeSet<>(io.culebra.onnx.KnownOperators.keys());
    names.removeAll(passed.keySet());
    return names;
  }

  /** The lines of a summary. */
  List<String> summary() {
    List<String> lines = new ArrayList<>();
    Set<String> inNodeTests = NodeTests.operators();
    Set<String> onlyThere = untested();
    onlyThere.retainAll(inNodeTests);
    Set<String> nowhere = untested();
    nowhere.removeAll(inNodeTests);
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    lines.add("operators with right answers: " + passed);
    lines.add("checked by ONNX's node tests only: " + onlyThere);
    lines.add("untested: " + nowhere);
    withoutOracle.forEach(
        (operator, reason) -> lines.add("no oracle: " + operator + ": " + reason));
    notDrawn.keySet().removeAll(passed.keySet());
    notDrawn.forEach((operator, reason) -> lines.add("not drawn: " + operator + ": " + reason));
    refusals.forEach((reason, count) -> lines.add("refused " + count + " times: " + reason));
    failures.forEach(failure -> lines.add("failed: " + start(failure)));
    lines.add(
        all
            + " cases "
            + counts.toString().toLowerCase(Locale.ROOT)
            + (empty > 0 ? ", nothing drawn " + empty + " times" : ""));
    return lines;
  }
}
