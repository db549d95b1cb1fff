package io.culebra.perf.roof;

import java.util.function.DoubleSupplier;

/** Times loops that are as fast as the machine allows: the fastest repeat is the figure. */
final class Clock {

  private static final long PATIENCE_NANOS = 400_000_000;
  private static final long LONGEST_NANOS = 5_000_000_000L;
  private static final int LEAST_REPEATS = 20;
  private static final double PROGRESS = 0.98;

  private Clock() {}

  /**
   * The ns of the fastest of many repeats. Ends when repeats have not become faster for a while:
   * the JIT compiler needs longer on a busy machine.
   */
  static double fastest(DoubleSupplier loop) {
    double fastest = Double.POSITIVE_INFINITY;
    double sink = 0;
    long begin = System.nanoTime();
    long progress = begin;
    long start = begin;
    for (int i = 0;
        i < LEAST_REPEATS || (start - progress < PATIENCE_NANOS && start - begin < LONGEST_NANOS);
        i++) {
      start = System.nanoTime();
      sink += loop.getAsDouble();
      long end = System.nanoTime();
      if (end - start < PROGRESS * fastest) {
        progress = end;
      }
      fastest = Math.min(fastest, (double) (end - start));
    }
    if (Double.isNaN(sink)) {
      throw new IllegalStateException("the loop computes no number");
    }
    return fastest;
  }
}
