package io.culebra.fuzz;

/** Compares an answer with the oracle's. */
final class Comparison {
  private static final double EACH = 1e-3;

  private Comparison() {}

  /** What differs, or nothing. */
  static String difference(Data found, Value expected, int sample) {
    Data reference = expected.samples()[sample];
    if (found.type() != reference.type()
        || !java.util.Arrays.equals(found.sizes(), reference.sizes())) {
      return "is " + found + " where " + reference + " was expected";
    }
    if (!found.isFloat()) {
      int at = java.util.Arrays.mismatch(found.bytes(), reference.bytes());
      if (at < 0) {
        return "";
      }
      int i = at * 8 / found.type().bits();
      return "element "
          + i
          + " is "
          + found.getLong(i)
          + " where "
          + reference.getLong(i)
          + " was expected";
    }
    return differenceOfFloats(found, expected, sample);
  }

  private static String differenceOfFloats(Data found, Value expected, int sample) {
    Data reference = expected.samples()[sample];
    double tolerance = Tolerance.of(expected, sample);
    double most = 0;
    double difference = 0;
    int worst = 0;
    for (int i = 0; i < reference.count(); i++) {
      double x = reference.get(i);
      double y = found.get(i);
      if (!Double.isFinite(x) || !Double.isFinite(y)) {
        if (x != y && !(Double.isNaN(x) && Double.isNaN(y))) {
          return shown(i, y, x);
        }
        continue;
      }
      most = Math.max(most, Math.abs(x));
      if (Math.abs(x - y) > difference) {
        difference = Math.abs(x - y);
        worst = i;
      }
      if (expected.pointwise()
          && Math.abs(x - y) > nearZero(expected) + shaken(expected, sample, i) * 64
          && Math.abs(x - y) > Math.max(EACH, tolerance) * Math.abs(x)) {
        return shown(i, y, x);
      }
    }
    boolean isRounding =
        difference < negligible(expected) || (most == 0 && difference < nearZero(expected));
    double error = isRounding ? 0 : difference / most;
    return error <= tolerance
        ? ""
        : shown(worst, found.get(worst), reference.get(worst))
            + String.format(" (error %.2g, tolerance %.2g)", error, tolerance);
  }

  /**
   * Subnormal results may be rounded to zero, and a difference of numbers near one leaves the
   * rounding of those.
   */
  private static double negligible(Value expected) {
    return switch (expected.type()) {
      case FLOAT16 -> 1e-5;
      case DOUBLE -> 1e-15;
      default -> 1e-6;
    };
  }

  /** What the rounding of numbers near one leaves where they cancel. */
  private static double nearZero(Value expected) {
    return switch (expected.type()) {
      case FLOAT16 -> 2e-3;
      case BFLOAT16 -> 2e-2;
      default -> 1e-5;
    };
  }

  private static double shaken(Value expected, int sample, int i) {
    return Math.abs(
        expected.samples()[sample].get(i) - expected.samples()[sample + Value.COMPARED].get(i));
  }

  private static String shown(int i, double found, double expected) {
    return "element " + i + " is " + found + " where " + expected + " was expected";
  }
}
