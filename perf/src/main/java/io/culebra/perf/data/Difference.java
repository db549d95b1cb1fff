package io.culebra.perf.data;

import io.culebra.perf.PerfException;
import java.util.Arrays;

/**
 * How far a tensor is from its reference.
 *
 * @param error max|y - ref| / max|ref| over the finite elements (0 for two tensors of zeros)
 * @param samePlaces whether NaN and the infinities stand in the same places
 */
public record Difference(double error, boolean samePlaces) {

  /**
   * Compares two tensors.
   *
   * @throws PerfException if they differ in shape
   */
  public static Difference between(RawTensor tensor, RawTensor reference) {
    if (!Arrays.equals(tensor.dims(), reference.dims())) {
      throw new PerfException(
          "%s has shape %s, the reference %s"
              .formatted(
                  reference.name(),
                  Arrays.toString(tensor.dims()),
                  Arrays.toString(reference.dims())));
    }
    double apart = 0;
    double scale = 0;
    boolean samePlaces = true;
    for (int i = 0; i < reference.size(); i++) {
      double expected = reference.get(i);
      double actual = tensor.get(i);
      if (Double.isFinite(expected) && Double.isFinite(actual)) {
        apart = Math.max(apart, Math.abs(actual - expected));
        scale = Math.max(scale, Math.abs(expected));
      } else {
        samePlaces &= Double.compare(actual, expected) == 0;
      }
    }
    return new Difference(apart == 0 ? 0 : apart / scale, samePlaces);
  }
}
