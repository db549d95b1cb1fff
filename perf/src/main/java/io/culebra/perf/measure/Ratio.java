package io.culebra.perf.measure;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How two contenders' times compare.
 *
 * @param ofMedians the first one's median over the second one's, all rounds together
 * @param low the smallest ratio of medians in a single round
 * @param high the largest ratio of medians in a single round
 */
public record Ratio(double ofMedians, double low, double high) {

  /** Compares durations, one array per round each. */
  public static Ratio of(List<long[]> first, List<long[]> second) {
    double[] rounds =
        IntStream.range(0, first.size())
            .mapToDouble(i -> Latency.medianMs(first.get(i)) / Latency.medianMs(second.get(i)))
            .sorted()
            .toArray();
    double all = Latency.of(first).medianMs() / Latency.of(second).medianMs();
    return new Ratio(all, rounds[0], rounds[rounds.length - 1]);
  }
}
