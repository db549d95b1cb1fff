package io.culebra.perf.report;

import com.google.errorprone.annotations.FormatMethod;
import io.culebra.perf.result.KernelMeasurement;
import io.culebra.perf.result.Machine;
import io.culebra.perf.result.Measurement;
import io.culebra.perf.result.Measurement.Times;
import io.culebra.perf.result.Roof;
import io.culebra.perf.result.RunResult;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A result as Markdown tables. */
final class MarkdownReport {

  private final RunResult result;
  private final StringBuilder text = new StringBuilder();

  private MarkdownReport(RunResult result) {
    this.result = result;
  }

  static String of(RunResult result) {
    MarkdownReport report = new MarkdownReport(result);
    report.head();
    if (!result.measurements().isEmpty()) {
      report.models();
    }
    if (!result.kernels().isEmpty()) {
      report.kernels();
    }
    if (result.roof() != null) {
      report.roof(result.roof());
    }
    return report.text.toString();
  }

  private void head() {
    Machine machine = result.machine();
    line("# Performance, %s", result.date());
    line("");
    line(
        "%s, %d cores (%s); %s; %s.",
        machine.cpu(),
        machine.cores(),
        String.join(" ", machine.isa()),
        machine.os(),
        machine.jdk());
    line(
        "%s. Made by `%s`.",
        new TreeMap<>(result.versions())
            .entrySet().stream()
                .map(version -> version.getKey() + " " + version.getValue())
                .collect(Collectors.joining(", ")),
        result.command());
    line("");
    for (String warning : result.warnings()) {
      line("> **Warning:** %s", warning);
      line("");
    }
  }

  private void models() {
    line("## Models");
    line("");
    line(
        "Times in ms. Interval: smallest and largest median of a round. Against ONNX Runtime: its"
            + " median over this one, more than 1 is faster. Roof: the least time that the"
            + " machine's f32 peak or its memory allows, as a share of the median.");
    line("");
    line(
        "| model | threads | engine | median | interval | p10 | p90 | against ONNX Runtime | roof |"
            + " load | first | steady after | peak RSS | heap per run | runs/s by callers | error"
            + " |");
    line("|---|--:|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|--:|");
    result.measurements().forEach(this::model);
    line("");
  }

  private void model(Measurement measurement) {
    Times times = measurement.times();
    String start =
        "| %s | %d | %s "
            .formatted(measurement.model(), measurement.threads(), measurement.contender());
    if (times == null) {
      line(
          "%s| **%s** | | | | | | | | | | | | %s |",
          start, measurement.verdict(), error(measurement));
      return;
    }
    line(
        "%s| %.3g | %.3g to %.3g | %.3g | %.3g | %s | %s | %.0f | %.3g | %d runs | %s | %s | %s |"
            + " %s |",
        start,
        times.latency().medianMs(),
        times.latency().lowMs(),
        times.latency().highMs(),
        times.latency().p10Ms(),
        times.latency().p90Ms(),
        Peers.speedup(result.measurements(), measurement).map("%.2f"::formatted).orElse(""),
        share(measurement, times),
        times.loadMs(),
        times.firstMs(),
        times.steadyAfterRuns(),
        bytes((double) times.memory().peakBytes()),
        bytes(times.memory().allocatedPerRun()),
        times.throughput().entrySet().stream()
            .map(callers -> "%d: %.3g".formatted(callers.getKey(), callers.getValue()))
            .collect(Collectors.joining(", ")),
        error(measurement));
  }

  private String share(Measurement measurement, Times times) {
    Roof roof = result.roof();
    if (roof == null) {
      return "";
    }
    double least = roof.nanos(measurement.flops(), measurement.bytes(), measurement.threads());
    return "%.0f %%".formatted(100 * least / (1e6 * times.latency().medianMs()));
  }

  private static String error(Measurement measurement) {
    return measurement.accuracy() == null ? "" : "%.1e".formatted(measurement.accuracy().error());
  }

  private void kernels() {
    line("## Kernels");
    line("");
    line("| kernel | threads | time | GFLOP/s | roof | |");
    line("|---|--:|--:|--:|--:|---|");
    for (KernelMeasurement kernel : result.kernels()) {
      line("%s", kernel(kernel, result.roof()));
    }
    line("");
  }

  private static String kernel(KernelMeasurement kernel, @Nullable Roof roof) {
    if (kernel.nanos().length == 0) {
      return "| %s | %d | | | | **%s** |"
          .formatted(kernel.name(), kernel.threads(), kernel.verdict());
    }
    double nanos = Peers.median(kernel.nanos());
    String share =
        roof == null
            ? ""
            : "%.0f %%"
                .formatted(
                    100 * roof.nanos(kernel.flops(), kernel.bytes(), kernel.threads()) / nanos);
    return "| %s | %d | %.4g µs | %.3g | %s | |"
        .formatted(kernel.name(), kernel.threads(), nanos / 1e3, kernel.flops() / nanos, share);
  }

  private void roof(Roof roof) {
    line("## The machine's limits");
    line("");
    line("| what | limit |");
    line("|---|---|");
    for (Roof.Peak peak : roof.peaks()) {
      peak.gigaflops()
          .forEach((threads, value) ->
              line("| %s, threads: %d | %.0f GFLOP/s |", peak.kind(), threads, value));
    }
    for (Roof.Bandwidth level : roof.bandwidths()) {
      line(
          "| %s, one thread | %.0f GB/s read, %.0f GB/s written |",
          level.level(), level.readGbs(), level.writeGbs());
    }
    roof.callNanos().forEach((kind, nanos) -> line("| foreign call, %s | %.1f ns |", kind, nanos));
  }

  private static String bytes(double count) {
    List<String> units = List.of("B", "KB", "MB", "GB");
    double size = count;
    int unit = 0;
    while (size >= 1000 && unit < units.size() - 1) {
      size /= 1024;
      unit++;
    }
    return count < 0 ? "" : "%.3g %s".formatted(size, units.get(unit));
  }

  @FormatMethod
  private void line(String format, Object... values) {
    text.append(format.formatted(values)).append('\n');
  }
}
