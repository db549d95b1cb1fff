package io.culebra.perf.report;

import io.culebra.perf.result.Measurement;
import io.culebra.perf.result.Measurement.Times;
import io.culebra.perf.result.RunResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of a README: a line per model, a column per engine, with what it was measured on. */
final class ShortTable {

  private ShortTable() {}

  static String of(RunResult result) {
    Set<String> contenders =
        result.measurements().stream()
            .map(Measurement::contender)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    List<String> lines = new ArrayList<>();
    lines.add("| model | threads | " + String.join(" | ", contenders) + " |");
    lines.add("|---|--:|" + "--:|".repeat(contenders.size()));
    Set<String> rows = new LinkedHashSet<>();
    for (Measurement measurement : result.measurements()) {
      rows.add(row(result.measurements(), measurement, contenders));
    }
    lines.addAll(rows);
    lines.add("");
    lines.add(
        "Median of a run in ms; none where there is no right answer. %s, %d cores; %s; %s; %s, by `%s`."
            .formatted(
                result.machine().cpu(),
                result.machine().cores(),
                result.machine().jdk(),
                result.versions().entrySet().stream()
                    .map(version -> version.getKey() + " " + version.getValue())
                    .collect(Collectors.joining(", ")),
                result.date(),
                result.command()));
    result.warnings().forEach(warning -> lines.add("Warning: " + warning + "."));
    return String.join("\n", lines);
  }

  private static String row(List<Measurement> all, Measurement of, Set<String> contenders) {
    return contenders.stream()
        .map(contender -> cell(all, of, contender))
        .collect(
            Collectors.joining(" | ", "| %s | %d | ".formatted(of.model(), of.threads()), " |"));
  }

  private static String cell(List<Measurement> all, Measurement of, String contender) {
    return all.stream()
        .filter(m -> m.model().equals(of.model()) && m.threads() == of.threads())
        .filter(m -> m.contender().equals(contender))
        .map(m -> median(m.times()))
        .findFirst()
        .orElse("");
  }

  private static String median(@Nullable Times times) {
    return times == null ? "none" : "%.3g".formatted(times.latency().medianMs());
  }
}
