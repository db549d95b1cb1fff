package io.culebra.perf.measure;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * Durations of single runs in milliseconds.
 *
 * @param lowMs the smallest median of a single round; of five rounds and more, smallest and largest
 *     enclose the true median with a confidence of at least 93 %
 * @param highMs the largest median of a single round
 * @param runs how many runs there were
 */
public record Latency(
    double medianMs,
    double lowMs,
    double highMs,
    double minMs,
    double p10Ms,
    double p90Ms,
    int runs) {

  /** The latency that these durations in ns amount to, one array per round. */
  public static Latency of(List<long[]> rounds) {
    double[] medians = rounds.stream().mapToDouble(Latency::medianMs).sorted().toArray();
    double[] all =
        rounds.stream().flatMapToLong(Arrays::stream).mapToDouble(n -> n / 1e6).sorted().toArray();
    Percentile percentile = new Percentile();
    percentile.setData(all);
    return new Latency(
        percentile.evaluate(50),
        medians[0],
        medians[medians.length - 1],
        all[0],
        percentile.evaluate(10),
        percentile.evaluate(90),
        all.length);
  }

  /** The median of durations in ns, in milliseconds. */
  public static double medianMs(long[] nanos) {
    return new Percentile().evaluate(Arrays.stream(nanos).mapToDouble(n -> n / 1e6).toArray(), 50);
  }
}
