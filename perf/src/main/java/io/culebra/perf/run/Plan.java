package io.culebra.perf.run;

import java.util.List;

/**
 * How thoroughly models are measured.
 *
 * @param warmUpSeconds the first turn of each engine, untimed but for its first runs
 * @param rounds how many timed turns each engine has
 * @param seconds the length of a turn
 * @param callers the numbers of concurrent callers whose throughput is measured
 */
record Plan(double warmUpSeconds, int rounds, double seconds, List<Integer> callers) {

  private static final List<Integer> CALLERS = List.of(1, 2, 4, 8);

  /** Enough for a first look within minutes. */
  static Plan quick() {
    return new Plan(1.5, 5, 0.4, List.of(1, 4));
  }

  /** Enough to tell small differences. */
  static Plan full() {
    return new Plan(8, 10, 2, CALLERS);
  }
}
