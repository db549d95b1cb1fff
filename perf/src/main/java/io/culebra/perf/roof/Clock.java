package io.culebra.perf.roof;

import java.util.function.DoubleSupplier;

/** Times loops that are as fast as the machine allows: the fastest repeat is the figure. */
final class Clock {

  private static final long BUDGET_NANOS = 700_000_000;
  private static final int LEAST_REPEATS = 20;

  private Clock() {}

  /** The ns of the fastest of many repeats, the first ones of which let the JIT compiler work. */
  static double fastest(DoubleSupplier loop) {
    double fastest = Double.POSITIVE_INFINITY;
    double sink = 0;
    long end = System.nanoTime() + BUDGET_NANOS;
    for (int i = 0; i < LEAST_REPEATS || System.nanoTime() < end; i++) {
      long start = System.nanoTime();
      sink += loop.getAsDouble();
      fastest = Math.min(fastest, System.nanoTime() - start);
    }
    if (Double.isNaN(sink)) {
      throw new IllegalStateException("the loop computes no number");
    }
    return fastest;
  }
}
