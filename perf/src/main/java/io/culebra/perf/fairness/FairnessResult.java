package io.culebra.perf.fairness;

import io.culebra.perf.result.Machine;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;

/**
 * ONNX Runtime's figures by the harness and by a plain loop.
 *
 * @param date when it began, in ISO-8601
 * @param warnings what makes the figures doubtful
 */
record FairnessResult(
    Machine machine, String date, String onnxruntime, List<String> warnings, List<Pair> pairs) {

  /** The largest difference that counts as fair. */
  private static final double TOLERANCE = 0.05;

  /**
   * One model with one number of threads.
   *
   * @param harnessMs the median by the harness
   * @param loopMs the median by the plain loop
   * @param harnessRoundsMs medians of the single processes
   * @param loopRoundsMs medians of the single processes
   */
  record Pair(
      String model,
      int threads,
      double harnessMs,
      double loopMs,
      double[] harnessRoundsMs,
      double[] loopRoundsMs) {

    /**
     * How much longer the harness says that a run takes: the median over pairs of processes that
     * ran one after the other, because the machine changes its speed over longer times.
     */
    double difference() {
      double[] ratios = new double[harnessRoundsMs.length];
      Arrays.setAll(ratios, i -> harnessRoundsMs[i] / loopRoundsMs[i]);
      return StatUtils.percentile(ratios, 50) - 1;
    }

    boolean isFair() {
      return Math.abs(difference()) <= TOLERANCE;
    }

    /** As a line for a human reader. */
    String line() {
      return "%-14s threads: %d   harness %8.3f ms   plain loop %8.3f ms   %+.1f %%"
          .formatted(model, threads, harnessMs, loopMs, 100 * difference());
    }
  }

  boolean isFair() {
    return pairs.stream().allMatch(Pair::isFair);
  }
}
