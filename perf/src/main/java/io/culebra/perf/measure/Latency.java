package io.culebra.perf.measure;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * Durations of single runs in milliseconds.
 *
 * @param runs how many runs there were
 */
public record Latency(double medianMs, double minMs, double p10Ms, double p90Ms, int runs) {

  /** The latency that these durations in ns amount to; there is at least one. */
  public static Latency of(long[] nanos) {
    Percentile percentile = new Percentile();
    percentile.setData(Arrays.stream(nanos).mapToDouble(n -> n / 1e6).toArray());
    return new Latency(
        percentile.evaluate(50),
        Arrays.stream(nanos).min().orElseThrow() / 1e6,
        percentile.evaluate(10),
        percentile.evaluate(90),
        nanos.length);
  }

  /** The latency of all rounds together. */
  public static Latency ofRounds(List<long[]> rounds) {
    return of(rounds.stream().flatMapToLong(Arrays::stream).toArray());
  }
}
