package io.culebra.cli;

/**
 * How long runs took.
 *
 * @param nanos the runs' times, sorted
 * @param allocatedBytesPerRun heap bytes that all threads allocated per run
 */
record Timings(long[] nanos, long allocatedBytesPerRun) {
  int runs() {
    return nanos.length;
  }

  double minMillis() {
    return nanos[0] / 1e6;
  }

  double medianMillis() {
    int middle = nanos.length / 2;
    return nanos.length % 2 == 1 ? nanos[middle] / 1e6 : (nanos[middle - 1] + nanos[middle]) / 2e6;
  }

  double p90Millis() {
    return nanos[(int) Math.ceil(nanos.length * 0.9) - 1] / 1e6;
  }
}
