package io.culebra.cli;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import java.util.Arrays;

/**
 * Whether two tensors agree: floats within a tolerance of {@value #RELATIVE} of the expected
 * element plus {@value #ABSOLUTE} (but one unit in the last place of a 16-bit type), NaN and
 * infinities in the same places; everything else exactly.
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
    double relative = Math.max(RELATIVE, lastPlace(expected.dataType()));
    Elements left = new Elements(found);
    Elements right = new Elements(expected);
    for (long i = 0; i < right.count(); i++) {
      if (!agree(left.get(i), right.get(i), relative)) {
        return "element " + i + " is " + left.get(i) + " where " + right.get(i) + " was expected";
      }
    }
    return "";
  }

  /**
   * One unit in the last place, since old test data was truncated where the specification rounds.
   */
  private static double lastPlace(DataType dataType) {
    return switch (dataType) {
      case BFLOAT16 -> 0x1p-7;
      case FLOAT16 -> 0x1p-10;
      default -> 0;
    };
  }

  private static boolean agree(double found, double expected, double relative) {
    if (Double.isNaN(expected) || Double.isInfinite(expected)) {
      return Double.compare(found, expected) == 0;
    }
    return Math.abs(found - expected) <= ABSOLUTE + relative * Math.abs(expected);
  }

  private static String difference(String[] found, String[] expected) {
    int at = Arrays.mismatch(found, expected);
    return at < 0
        ? ""
        : "element " + at + " is '" + found[at] + "' where '" + expected[at] + "' was expected";
  }
}
