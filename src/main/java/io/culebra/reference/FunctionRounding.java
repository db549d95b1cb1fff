package io.culebra.reference;

import io.culebra.scalar.Elements;
import io.culebra.tensor.DataType;

/**
 * Where elements of 16 bits are rounded on the way, in operators that the specification writes as
 * functions of others: behind each of those. Wider types are kept in double until the end.
 */
final class FunctionRounding {
  private static final int FEW = 8;

  private FunctionRounding() {}

  /** What an operator of the function leaves of a value. */
  static double round(DataType type, double value) {
    return type.bits() == 16 ? Elements.rounded(type, value) : value;
  }

  /** Softmax in place: the elements less the greatest, their exponentials, those by their sum. */
  static void softmax(DataType type, double[] s) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (double element : s) {
      greatest = Math.max(greatest, element);
    }
    for (int i = 0; i < s.length; i++) {
      s[i] = round(type, Math.exp(round(type, s[i] - greatest)));
    }
    double sum = sum(type, s, 0, s.length);
    for (int i = 0; i < s.length; i++) {
      s[i] = round(type, s[i] / sum);
    }
  }

  /**
   * The sum, added up as numpy does: float16 in a wider type, bfloat16 in its own, in halves where
   * there are more than a few elements, or else the sum of many would stop growing.
   */
  private static double sum(DataType type, double[] s, int from, int to) {
    if (type == DataType.BFLOAT16 && to - from > FEW) {
      int middle = from + (to - from) / 2;
      return round(type, sum(type, s, from, middle) + sum(type, s, middle, to));
    }
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum = type == DataType.BFLOAT16 ? round(type, sum + s[i]) : sum + s[i];
    }
    return round(type, sum);
  }
}
