package io.culebra.perf.versus;

import io.culebra.perf.PerfException;
import io.culebra.perf.measure.Accuracy;
import io.culebra.perf.measure.Latency;
import io.culebra.perf.measure.Ratio;
import io.culebra.perf.result.Measurement;
import io.culebra.perf.result.Measurement.Times;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Culebra beside ONNX Runtime on one model.
 *
 * @param shapes the shapes of all inputs by name
 * @param culebra null when its answer is wrong
 * @param ratio Culebra's time over ONNX Runtime's; null when Culebra's answer is wrong
 * @param warnings what makes the figures doubtful
 */
record VersusResult(
    String model,
    String backend,
    int threads,
    Map<String, long[]> shapes,
    @Nullable Side culebra,
    Side onnxruntime,
    @Nullable Ratio ratio,
    @Nullable Accuracy accuracy,
    boolean correct,
    String verdict,
    List<String> warnings) {

  /** One engine's times. */
  record Side(double loadMs, double firstMs, Latency latency) {

    static Side of(Times times) {
      return new Side(times.loadMs(), times.firstMs(), times.latency());
    }
  }

  /**
   * Sets two measurements of one model beside one another.
   *
   * @throws PerfException if the peer has no times
   */
  static VersusResult of(Measurement culebra, Measurement peer, List<String> warnings) {
    Times own = culebra.times();
    Times other = peer.times();
    if (other == null) {
      throw new PerfException(peer.contender() + ": " + peer.verdict());
    }
    return new VersusResult(
        culebra.model(),
        culebra.contender(),
        culebra.threads(),
        culebra.shapes(),
        own == null ? null : Side.of(own),
        Side.of(other),
        own == null ? null : Ratio.of(own.roundNanos(), other.roundNanos()),
        culebra.accuracy(),
        own != null,
        culebra.verdict(),
        warnings);
  }

  /** The result for a human reader. */
  String table() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        %s, %d %s, times in ms
                            load      first     median        min        p10        p90   runs
        """
            .formatted(model, threads, threads == 1 ? "thread" : "threads"));
    if (culebra != null) {
      text.append(row(backend, culebra));
    }
    text.append(row("onnxruntime", onnxruntime));
    if (ratio != null) {
      text.append(
          "ratio of medians %.2f (single rounds %.2f to %.2f)%n"
              .formatted(ratio.ofMedians(), ratio.low(), ratio.high()));
    }
    text.append(
        accuracy == null
            ? verdict + System.lineSeparator()
            : "largest error    %.2g (%s; another input changes the reference by %.2g)%n"
                .formatted(accuracy.error(), verdict, accuracy.referenceChange()));
    warnings.forEach(warning -> text.append("warning: %s%n".formatted(warning)));
    return text.toString().stripTrailing();
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
