package io.culebra.perf.run;

import java.util.List;

/**
 * How thoroughly models are measured.
 *
 * @param launches how many processes each engine has, one after the other: what differs from start
 *     to start shows only in several
 * @param warmUpSeconds the first turn of each process, untimed but for its first runs
 * @param rounds how many timed turns each process has
 * @param seconds the length of a turn
 * @param callers the numbers of concurrent callers whose throughput is measured
 */
public record Plan(
    int launches, double warmUpSeconds, int rounds, double seconds, List<Integer> callers) {

  private static final List<Integer> CALLERS = List.of(1, 2, 4, 8);

  /** Enough for a first look within minutes. */
  static Plan quick() {
    return new Plan(1, 2, 5, 0.5, List.of(1, 4));
  }

  /** Enough to tell small differences. */
  static Plan full() {
    return new Plan(1, 8, 10, 2, CALLERS);
  }

  /** The same with so many processes. */
  Plan launches(int count) {
    return new Plan(count, warmUpSeconds, rounds, seconds, callers);
  }

  /** How long so many engines take, at least, to be measured by this plan. */
  double total(int engines) {
    return engines * (launches * (warmUpSeconds + rounds * seconds) + callers.size() * seconds);
  }

  /** The same with all turns shortened so far that so many engines take no longer than this. */
  Plan within(double available, int engines) {
    double scale = Math.clamp(available / total(engines), 0, 1);
    return new Plan(launches, scale * warmUpSeconds, rounds, scale * seconds, callers);
  }
}
