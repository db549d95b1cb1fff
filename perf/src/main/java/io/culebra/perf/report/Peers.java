package io.culebra.perf.report;

import io.culebra.perf.result.Measurement;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.stat.StatUtils;

/** Sets a measurement beside others of the same run. */
final class Peers {

  private static final String PEER = "onnxruntime";

  private Peers() {}

  /** ONNX Runtime's median over this one; empty for ONNX Runtime itself or when one is missing. */
  static Optional<Double> speedup(List<Measurement> all, Measurement measurement) {
    if (measurement.times() == null || measurement.contender().equals(PEER)) {
      return Optional.empty();
    }
    double own = measurement.times().latency().medianMs();
    return all.stream()
        .filter(other -> other.contender().equals(PEER))
        .filter(other -> other.model().equals(measurement.model()))
        .filter(other -> other.threads() == measurement.threads())
        .flatMap(other -> Optional.ofNullable(other.times()).stream())
        .map(times -> times.latency().medianMs() / own)
        .findFirst();
  }

  static double median(double[] values) {
    return StatUtils.percentile(values, 50);
  }
}
