package io.culebra.perf.report;

import io.culebra.perf.result.Measurement;
import io.culebra.perf.result.Measurement.Times;
import io.culebra.perf.result.RunResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The table of a README: a line per model, a column per engine, with what it was measured on. Of a
 * model that several results hold, the last one counts.
 */
final class ShortTable {

  private final List<Measurement> measurements;
  private final List<Integer> threads;

  private ShortTable(List<Measurement> measurements) {
    this.measurements = measurements;
    this.threads = measurements.stream().map(Measurement::threads).distinct().sorted().toList();
  }

  static String of(List<RunResult> results) {
    Map<String, Measurement> latest = new LinkedHashMap<>();
    results.forEach(result -> result.measurements().forEach(m -> latest.put(m.key(), m)));
    return new ShortTable(List.copyOf(latest.values())).text(results);
  }

  private String text(List<RunResult> results) {
    List<String> contenders = measurements.stream().map(Measurement::contender).distinct().toList();
    List<String> lines = new ArrayList<>();
    lines.add("| model | " + String.join(" | ", contenders) + " |");
    lines.add("|---|" + "--:|".repeat(contenders.size()));
    measurements.stream()
        .map(Measurement::model)
        .distinct()
        .forEach(model -> lines.add(row(model, contenders)));
    lines.add("");
    lines.add(
        "Median of a run in ms, with %s threads; none where there is no right answer, – where not measured."
            .formatted(threads.stream().map(String::valueOf).collect(Collectors.joining(" / "))));
    results.forEach(result -> lines.add(origin(result)));
    return String.join("\n", lines);
  }

  private static String origin(RunResult result) {
    return "%s, %d cores; %s; %s; %s, by `%s`."
        .formatted(
            result.machine().cpu(),
            result.machine().cores(),
            result.machine().jdk(),
            result.versions().entrySet().stream()
                .map(version -> version.getKey() + " " + version.getValue())
                .collect(Collectors.joining(", ")),
            result.date(),
            result.command());
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
        .orElse("–");
  }

  private static String median(@Nullable Times times) {
    return times == null ? "none" : "%.3g".formatted(times.latency().medianMs());
  }
}
