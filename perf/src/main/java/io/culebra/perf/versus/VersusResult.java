package io.culebra.perf.versus;

import io.culebra.perf.measure.Accuracy;
import io.culebra.perf.measure.Latency;
import io.culebra.perf.measure.Ratio;
import io.culebra.perf.worker.WorkerProcess;
import java.util.List;
import java.util.Map;

/**
 * Culebra beside ONNX Runtime on one model.
 *
 * @param shapes the shapes of all inputs by name
 * @param ratio Culebra's time over ONNX Runtime's
 */
record VersusResult(
    String model,
    String backend,
    int threads,
    Map<String, long[]> shapes,
    Side culebra,
    Side onnxruntime,
    Ratio ratio,
    Accuracy accuracy,
    boolean correct) {

  /** One engine's times. */
  record Side(double loadMs, double firstMs, Latency latency) {

    static Side of(WorkerProcess worker, List<long[]> rounds) {
      return new Side(
          worker.load().toNanos() / 1e6, worker.firstRun().toNanos() / 1e6, Latency.of(rounds));
    }
  }

  /** The result for a human reader. */
  String table() {
    return """
    %s, %d %s, times in ms
                        load      first     median        min        p10        p90   runs
    %s%s
    ratio of medians %.2f (single rounds %.2f to %.2f)
    largest error    %.2g (%s; another input changes the reference by %.2g)
    """
        .formatted(
            model,
            threads,
            threads == 1 ? "thread" : "threads",
            row("culebra " + backend, culebra),
            row("onnxruntime", onnxruntime),
            ratio.ofMedians(),
            ratio.low(),
            ratio.high(),
            accuracy.error(),
            accuracy.verdict(),
            accuracy.referenceChange());
  }

  private static String row(String label, Side side) {
    Latency latency = side.latency();
    return "%-18s %8.1f %10.2f %10.3f %10.3f %10.3f %10.3f %6d%n"
        .formatted(
            label,
            side.loadMs(),
            side.firstMs(),
            latency.medianMs(),
            latency.minMs(),
            latency.p10Ms(),
            latency.p90Ms(),
            latency.runs());
  }
}
