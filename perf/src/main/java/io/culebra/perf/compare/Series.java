package io.culebra.perf.compare;

import io.culebra.perf.measure.Latency;
import io.culebra.perf.result.KernelMeasurement;
import io.culebra.perf.result.Measurement;
import io.culebra.perf.result.Profile;
import io.culebra.perf.result.RunResult;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * Independent durations of one thing that was measured: medians of rounds, means of iterations.
 *
 * @param verdict {@code right}, or why there are no durations
 * @param launches how many processes they come from
 * @param nanos the durations in ns
 */
record Series(String verdict, int launches, double[] nanos) {

  private static final int SEVERAL = 3;

  /** What a result holds, by key. */
  static Map<String, Series> of(RunResult result) {
    Map<String, Series> series = new LinkedHashMap<>();
    result.measurements().forEach(m -> series.put(m.key(), of(m)));
    result.kernels().forEach(k -> series.put(k.key(), of(k)));
    for (Profile profile : result.profiles()) {
      profile
          .operators()
          .forEach(
              o -> series.put(profile.key(o), new Series("right", profile.launches(), o.nanos())));
    }
    return series;
  }

  private static Series of(Measurement measurement) {
    double[] medians =
        measurement.times() == null
            ? new double[0]
            : measurement.times().roundNanos().stream()
                .mapToDouble(round -> 1e6 * Latency.medianMs(round))
                .toArray();
    return new Series(
        measurement.verdict(),
        measurement.times() == null ? 0 : measurement.times().launches(),
        medians);
  }

  private static Series of(KernelMeasurement kernel) {
    return new Series(kernel.verdict(), kernel.launches(), kernel.nanos());
  }

  /** Whether the durations show what differs from process to process. */
  boolean isOfSeveralLaunches() {
    return launches >= SEVERAL;
  }

  /** Whether there is enough to compare. */
  boolean isMeasured() {
    return nanos.length >= 2;
  }

  double median() {
    return StatUtils.percentile(nanos, 50);
  }

  /** The logarithms, which make changes factors. */
  double[] logs() {
    return Arrays.stream(nanos).map(Math::log).toArray();
  }

  /** How much the durations scatter, as a share of themselves. */
  double spread() {
    return new StandardDeviation().evaluate(logs());
  }
}
