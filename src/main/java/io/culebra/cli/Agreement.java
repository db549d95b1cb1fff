package io.culebra.cli;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import java.util.Arrays;

/**
 * Whether two tensors agree: floats within a tolerance of {@value #RELATIVE} of the expected
 * element plus {@value #ABSOLUTE}, NaN and infinities in the same places; everything else exactly.
 */
final class Agreement {
  private static final double RELATIVE = 1e-3;
  private static final double ABSOLUTE = 1e-5;

  private Agreement() {}

  /** What differs first, or nothing. */
  static String difference(Tensor found, Tensor expected) {
    if (!found.type().equals(expected.type())) {
      return "it is " + found.type() + " where " + expected.type() + " was expected";
    }
    if (found.dataType() == DataType.STRING) {
      return difference(found.toStringArray(), expected.toStringArray());
    }
    if (!found.dataType().isFloat() || found.dataType().bits() < 16) {
      long at = found.segment().mismatch(expected.segment());
      return at < 0 ? "" : "byte " + at + " of the elements differs";
    }
    Elements left = new Elements(found);
    Elements right = new Elements(expected);
    for (long i = 0; i < right.count(); i++) {
      if (!agree(left.get(i), right.get(i))) {
        return "element " + i + " is " + left.get(i) + " where " + right.get(i) + " was expected";
      }
    }
    return "";
  }

  private static boolean agree(double found, double expected) {
    if (Double.isNaN(expected) || Double.isInfinite(expected)) {
      return Double.compare(found, expected) == 0;
    }
    return Math.abs(found - expected) <= ABSOLUTE + RELATIVE * Math.abs(expected);
  }

  private static String difference(String[] found, String[] expected) {
    int at = Arrays.mismatch(found, expected);
    return at < 0
        ? ""
        : "element " + at + " is '" + found[at] + "' where '" + expected[at] + "' was expected";
  }
}
