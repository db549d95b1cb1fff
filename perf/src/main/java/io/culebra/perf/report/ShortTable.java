package io.culebra.perf.report;

import io.culebra.perf.result.Measurement;
import io.culebra.perf.result.Measurement.Times;
import io.culebra.perf.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of a README: a line per model, a column per engine, with what it was measured on. */
final class ShortTable {

  private final List<Measurement> measurements;
  private final List<Integer> threads;

  private ShortTable(List<Measurement> measurements) {
    this.measurements = measurements;
    this.threads = measurements.stream().map(Measurement::threads).distinct().sorted().toList();
  }

  static String of(RunResult result) {
    List<Measurement> all = result.measurements();
    List<String> contenders = all.stream().map(Measurement::contender).distinct().toList();
    List<String> lines = new ArrayList<>();
    lines.add("| model | " + String.join(" | ", contenders) + " |");
    lines.add("|---|" + "--:|".repeat(contenders.size()));
    ShortTable table = new ShortTable(all);
    all.stream()
        .map(Measurement::model)
        .distinct()
        .forEach(model -> lines.add(table.row(model, contenders)));
    lines.add("");
    lines.add(
        "Median of a run in ms, with %s threads; none where there is no right answer.%n%s, %d cores; %s; %s.%n%s, by `%s`."
            .formatted(
                table.threads.stream().map(String::valueOf).collect(Collectors.joining(" / ")),
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

  private String row(String model, List<String> contenders) {
    return contenders.stream()
        .map(contender -> cell(model, contender))
        .collect(Collectors.joining(" | ", "| %s | ".formatted(model), " |"));
  }

  private String cell(String model, String contender) {
    return threads.stream()
        .map(count -> cell(model, contender, count))
        .collect(Collectors.joining(" / "));
  }

  private String cell(String model, String contender, int count) {
    return measurements.stream()
        .filter(m -> m.model().equals(model) && m.threads() == count)
        .filter(m -> m.contender().equals(contender))
        .map(m -> median(m.times()))
        .findFirst()
        .orElse("");
  }

  private static String median(@Nullable Times times) {
    return times == null ? "none" : "%.3g".formatted(times.latency().medianMs());
  }
}
