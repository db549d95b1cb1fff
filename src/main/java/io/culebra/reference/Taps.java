package io.culebra.reference;

import java.util.function.DoubleUnaryOperator;

/**
 * The elements along one axis that an element of a resized axis is made of.
 *
 * @param places which elements
 * @param weights the weight of each; they add up to 1
 */
record Taps(long[] places, double[] weights) {
  /** No elements: the place lies outside of the region of interest. */
  static final Taps OUTSIDE = new Taps(new long[0], new double[0]);

  /** One element as it is. */
  static Taps one(long place) {
    return new Taps(new long[] {place}, new double[] {1});
  }

  /**
   * The two elements around a place within the axis, each the more the nearer it is; half the last
   * one twice at the end.
   */
  static Taps between(float place, long size) {
    float inside = Math.clamp(place, 0, size - 1f);
    long first = Math.min((long) inside, size - 1);
    long second = Math.min(first + 1, size - 1);
    double share = first == second ? 0.5 : inside - first;
    return new Taps(new long[] {first, second}, new double[] {1 - share, share});
  }

  /**
   * The elements around a place, each with the weight of its distance.
   *
   * @param place the place, in elements of the input
   * @param narrowing what distances are multiplied by: below 1 where a filter is widened
   * @param reach the distance from which on weights are 0
   * @param size elements along the axis; places beyond count as those at the border
   * @param excludeOutside whether places beyond the border have weight 0 instead
   * @param weight the weight of a distance
   */
  static Taps weighted(
      double place,
      double narrowing,
      int reach,
      long size,
      boolean excludeOutside,
      DoubleUnaryOperator weight) {
    long before = (long) Math.floor(-reach / narrowing) + 1;
    long first = (long) Math.floor(place) + before;
    int count = Math.toIntExact(2 - 2 * before);
    long[] places = new long[count];
    double[] weights = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      long at = first + i;
      boolean outside = at < 0 || at >= size;
      places[i] = Math.clamp(at, 0, size - 1);
      weights[i] = outside && excludeOutside ? 0 : weight.applyAsDouble((at - place) * narrowing);
      sum += weights[i];
    }
    for (int i = 0; i < count; i++) {
      weights[i] /= sum;
    }
    return new Taps(places, weights);
  }
}
