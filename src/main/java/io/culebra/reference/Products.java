package io.culebra.reference;

/** Sums of products of elements that lie at regular distances. */
final class Products {
  private Products() {}

  /** The sum of {@code count} products, in double. */
  static double sum(
      Numbers a, long startA, long stepA, Numbers b, long startB, long stepB, long count) {
    double sum = 0;
    for (long k = 0; k < count; k++) {
      sum += a.get(startA + k * stepA) * b.get(startB + k * stepB);
    }
    return sum;
  }

  /** The sum of {@code count} products of integers, in long. */
  static long integerSum(
      Numbers a, long startA, long stepA, Numbers b, long startB, long stepB, long count) {
    long sum = 0;
    for (long k = 0; k < count; k++) {
      sum += a.getLong(startA + k * stepA) * b.getLong(startB + k * stepB);
    }
    return sum;
  }
}
