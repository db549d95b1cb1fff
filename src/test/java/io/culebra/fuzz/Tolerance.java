package io.culebra.fuzz;

import io.culebra.tensor.DataType;

/**
 * How far an answer may lie from the oracle's: max|y - ref| / max|ref|, as much as rounding can
 * explain, which is measured by shaking every inexact step.
 */
final class Tolerance {
  private static final double SHAKES = 64;

  private Tolerance() {}

  /** The tolerance of a sample; infinite where shaking changes more than numbers. */
  static double of(Value value, int sample) {
    Data exact = value.samples()[sample];
    Data shaken = value.samples()[sample + Value.COMPARED];
    if (exact.same(shaken)) {
      return base(value.type());
    }
    double most = 0;
    double difference = 0;
    for (int i = 0; i < exact.count(); i++) {
      double x = exact.get(i);
      double y = shaken.get(i);
      if (Double.isFinite(x) && Double.isFinite(y)) {
        most = Math.max(most, Math.abs(x));
        difference = Math.max(difference, Math.abs(x - y));
      } else if (Double.compare(x, y) != 0) {
        return Double.POSITIVE_INFINITY;
      }
    }
    if (!value.type().isFloat() && difference > 0) {
      return Double.POSITIVE_INFINITY;
    }
    double relative = most == 0 ? 0 : difference / most;
    return base(value.type()) + relative * (base(value.type()) > 1e-3 ? 6 : SHAKES);
  }

  /** What one operator may be off by. */
  private static double base(DataType type) {
    return switch (type) {
      case FLOAT16 -> 4e-3;
      case BFLOAT16 -> 2e-2;
      case DOUBLE -> 5e-6;
      case FLOAT -> 5e-5;
      default -> 0;
    };
  }

  /** Above this a comparison says too little. */
  static double most(DataType type) {
    return switch (type) {
      case FLOAT16 -> 0.05;
      case BFLOAT16 -> 0.15;
      default -> 5e-3;
    };
  }
}
