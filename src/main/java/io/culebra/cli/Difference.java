package io.culebra.cli;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import java.util.Map;

/** How far two sets of outputs are apart. */
final class Difference {
  private Difference() {}

  /**
   * The largest difference of two elements in the same place, relative to the largest element of
   * the tensor; NaN where one is NaN and the other is not, or shapes differ.
   */
  static double largest(Map<String, Tensor> found, Map<String, Tensor> expected) {
    double largest = 0;
    for (Map.Entry<String, Tensor> entry : expected.entrySet()) {
      Tensor other = found.get(entry.getKey());
      double difference = other == null ? Double.NaN : largest(other, entry.getValue());
      if (Double.isNaN(difference)) {
        return difference;
      }
      largest = Math.max(largest, difference);
    }
    return largest;
  }

  /** The same for one tensor; 0 for strings. */
  static double largest(Tensor found, Tensor expected) {
    if (!found.type().equals(expected.type())) {
      return Double.NaN;
    }
    return found.dataType() == DataType.STRING
        ? 0
        : largest(new Elements(found), new Elements(expected));
  }

  private static double largest(Elements found, Elements expected) {
    double most = 0;
    double difference = 0;
    for (long i = 0; i < expected.count(); i++) {
      double left = found.get(i);
      double right = expected.get(i);
      most = Double.isFinite(right) ? Math.max(most, Math.abs(right)) : most;
      if (Double.compare(left, right) == 0) {
        continue;
      }
      if (!Double.isFinite(left) || !Double.isFinite(right)) {
        return Double.NaN;
      }
      difference = Math.max(difference, Math.abs(left - right));
    }
    return difference == 0 ? 0 : difference / most;
  }
}
