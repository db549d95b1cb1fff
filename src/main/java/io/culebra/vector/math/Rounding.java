package io.culebra.vector.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Rounding to integers, for which the Vector API has no operation. */
public final class Rounding {
  /** From here on every float is an integer. */
  private static final float ALL_INTEGERS = 0x1p23f;

  private Rounding() {}

  /** The nearest integer, the even one of two. */
  public static FloatVector round(FloatVector x) {
    FloatVector magnitude = x.abs();
    FloatVector rounded = magnitude.add(ALL_INTEGERS).sub(ALL_INTEGERS);
    VectorMask<Float> small = magnitude.compare(VectorOperators.LT, ALL_INTEGERS);
    return x.blend(withSignOf(rounded, x), small);
  }

  /** The largest integer that is not above. */
  public static FloatVector floor(FloatVector x) {
    FloatVector rounded = round(x);
    return rounded.blend(rounded.sub(1f), rounded.compare(VectorOperators.GT, x));
  }

  /** The smallest integer that is not below. */
  public static FloatVector ceil(FloatVector x) {
    FloatVector rounded = round(x);
    FloatVector up = withSignOf(rounded.add(1f), x);
    return rounded.blend(up, rounded.compare(VectorOperators.LT, x));
  }

  /** -1, 0 or 1; not a number stays that. */
  public static FloatVector sign(FloatVector x) {
    return x.blend(1f, x.compare(VectorOperators.GT, 0f))
        .blend(-1f, x.compare(VectorOperators.LT, 0f));
  }

  private static FloatVector withSignOf(FloatVector magnitude, FloatVector x) {
    return magnitude
        .reinterpretAsInts()
        .lanewise(
            VectorOperators.OR,
            x.reinterpretAsInts().lanewise(VectorOperators.AND, Integer.MIN_VALUE))
        .reinterpretAsFloats();
  }
}
