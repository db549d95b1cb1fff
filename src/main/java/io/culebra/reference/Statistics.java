package io.culebra.reference;

import io.culebra.tensor.DataType;

/**
 * Mean and variance of neighbouring elements, which may overflow to infinity as single-precision
 * numbers do, unless the elements are of double precision.
 *
 * @param mean the mean
 * @param variance the mean squared distance from it
 */
record Statistics(double mean, double variance) {
  /** The statistics of {@code count} elements from {@code start} on. */
  static Statistics of(Numbers x, long start, long count) {
    double sum = 0;
    for (long i = 0; i < count; i++) {
      sum += x.get(start + i);
    }
    boolean single = x.dataType() != DataType.DOUBLE;
    double mean = (single ? (float) sum : sum) / count;
    double squares = 0;
    for (long i = 0; i < count; i++) {
      double distance = x.get(start + i) - mean;
      squares += distance * distance;
    }
    return new Statistics(mean, (single ? (float) squares : squares) / count);
  }

  /** What a distance from the mean is multiplied by. */
  double inverseDeviation(double epsilon) {
    return 1 / Math.sqrt(variance + epsilon);
  }
}
