package io.culebra.perf.result;

import io.culebra.perf.engine.Contender;
import io.culebra.perf.measure.Accuracy;
import io.culebra.perf.measure.Latency;
import io.culebra.perf.worker.MemoryUse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One contender on one model.
 *
 * @param shapes the shapes of the inputs by name
 * @param flops floating-point operations of a run's convolutions and matrix products
 * @param bytes what a run reads and writes at least: weights, inputs, outputs
 * @param contender its label, such as {@code culebra vector}
 * @param verdict {@code right}, or what is wrong with the answer, or why there is none
 * @param accuracy null when there is no answer
 * @param times null when there is no right answer: a wrong engine is not called fast
 */
public record Measurement(
    String model,
    Map<String, long[]> shapes,
    double flops,
    double bytes,
    String contender,
    int threads,
    String verdict,
    @Nullable Accuracy accuracy,
    @Nullable Times times) {

  /**
   * How fast a right engine was.
   *
   * @param steadyAfterRuns how many runs it took to come within 5 % of the median
   * @param throughput runs per second by the number of concurrent callers
   * @param firstNanos durations of the first runs, at most 200
   * @param launches how many processes there were, each with as many rounds
   * @param roundNanos durations, one array per round; of more than 1,000 in a round 1,000 that are
   *     spread evenly, while the latency is that of all
   */
  public record Times(
      double loadMs,
      double firstMs,
      int steadyAfterRuns,
      Latency latency,
      Map<Integer, Double> throughput,
      MemoryUse memory,
      long[] firstNanos,
      int launches,
      List<long[]> roundNanos) {}

  /** What is measured, the same in every run: model, threads, contender. */
  public String key() {
    return key(contender);
  }

  /** The key of ONNX Runtime's measurement on the same model with as many threads. */
  public String peerKey() {
    return key(Contender.onnxRuntime(threads).label());
  }

  private String key(String who) {
    return "%s, threads: %d, %s".formatted(model, threads, who);
  }
}
