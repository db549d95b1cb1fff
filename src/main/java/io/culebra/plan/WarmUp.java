package io.culebra.plan;

import io.culebra.kernel.Invocation;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs Java kernels until the JVM has compiled them: a step that a model runs once, over a few
 * elements, would otherwise crawl for thousands of runs. Every kind of step is warmed once in a
 * JVM.
 */
final class WarmUp {
  /** HotSpot's Tier4MinInvocationThreshold is 600; below it a short loop stays with C1. */
  private static final int RUNS = 1_000;

  private static final long LONGEST_NANOS = 2_000_000_000;

  private static final Set<String> DONE = ConcurrentHashMap.newKeySet();

  private WarmUp() {}

  /**
   * Runs the step, on whatever its operands hold, unless one of its kind has been warmed before.
   */
  static void run(Step step, Invocation invocation) {
    if (!step.needsWarmUp() || !DONE.add(step.implementation() + " " + step.spec().op().name())) {
      return;
    }
    long end = System.nanoTime() + LONGEST_NANOS;
    for (int i = 0; i < RUNS && System.nanoTime() < end; i++) {
      invocation.run();
    }
  }
}
