package io.culebra.vector.math;

import static io.culebra.vector.math.Polynomial.constant;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The exponential function: e^x = 2^n e^r with n an integer and |r| at most ln(2)/2, e^r by a
 * minimax polynomial. Results below 2^-125 become 0.
 */
public final class Exp {
  private static final float LOWEST = -86.9f;

  /** The exponential of this and more overflows. */
  private static final float HIGHEST = 89f;

  /** Below this, e^x - 1 is -1. */
  private static final float LOWEST_MINUS_ONE = -25f;

  /** Added to a small float, it leaves the nearest integer in the low bits of the sum. */
  private static final float ROUNDER = 0x1.8p23f;

  private static final float LOG2_E = 1.442695f;
  private static final float LN2_HIGH = 0x1.63p-1f;
  private static final float LN2_LOW = -2.1219444e-4f;

  private static final int EXPONENT_SHIFT = 23;
  private static final int BIAS = 127;

  private Exp() {}

  /** e to the power of each lane. */
  public static FloatVector exp(FloatVector x) {
    FloatVector clamped = x.blend(HIGHEST, x.compare(VectorOperators.GT, HIGHEST));
    FloatVector shifted = clamped.fma(constant(LOG2_E), constant(ROUNDER));
    FloatVector power = remainderMinusOne(clamped, shifted).add(1f);
    FloatVector half = powerOfTwo(shifted, BIAS - 1);
    return power.add(power).mul(half).blend(0f, x.compare(VectorOperators.LT, LOWEST));
  }

  /** e to the power of each lane, minus 1, without cancellation; for lanes of at most 0. */
  public static FloatVector expMinusOne(FloatVector x) {
    FloatVector clamped =
        x.blend(LOWEST_MINUS_ONE, x.compare(VectorOperators.LT, LOWEST_MINUS_ONE));
    FloatVector shifted = clamped.fma(constant(LOG2_E), constant(ROUNDER));
    FloatVector scale = powerOfTwo(shifted, BIAS);
    return remainderMinusOne(clamped, shifted).fma(scale, scale.sub(1f));
  }

  /** 2^n, half of it if {@code bias} is one less, where n is in the low bits. */
  private static FloatVector powerOfTwo(FloatVector shifted, int bias) {
    return shifted
        .reinterpretAsInts()
        .lanewise(VectorOperators.LSHL, EXPONENT_SHIFT)
        .add(bias << EXPONENT_SHIFT)
        .reinterpretAsFloats();
  }

  /** e^r - 1, by a polynomial with a relative error of 3e-9. */
  private static FloatVector remainderMinusOne(FloatVector x, FloatVector shifted) {
    FloatVector n = shifted.sub(ROUNDER);
    FloatVector r = n.fma(constant(-LN2_HIGH), x);
    r = n.fma(constant(-LN2_LOW), r);
    FloatVector p = constant(0.0013814552f);
    p = p.fma(r, constant(0.008368736f));
    p = p.fma(r, constant(0.04166839f));
    p = p.fma(r, constant(0.16666521f));
    p = p.fma(r, constant(0.49999994f));
    return r.mul(r).fma(p, r);
  }
}
