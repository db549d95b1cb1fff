package io.culebra.perf.run;

import io.culebra.perf.measure.Latency;
import java.util.Arrays;

/** Finds out how long an engine needs to become as fast as it gets. */
final class Steadiness {

  private static final double CLOSE = 1.05;
  private static final int WINDOW = 5;

  private Steadiness() {}

  /**
   * How many runs went by before the median of five runs in a row came within 5 % of the final one;
   * the number of all runs if it never did.
   *
   * @param nanos the durations from the first run on
   */
  static int runsUntilSteady(long[] nanos, double finalMedianMs) {
    for (int i = 0; i + WINDOW <= nanos.length; i++) {
      double median = Latency.medianMs(Arrays.copyOfRange(nanos, i, i + WINDOW));
      if (median <= CLOSE * finalMedianMs) {
        return i;
      }
    }
    return nanos.length;
  }
}
