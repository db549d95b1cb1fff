package io.culebra.vector.math;

import static io.culebra.vector.math.Polynomial.constant;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The natural logarithm: ln(x) = e ln(2) + ln(m) with m between sqrt(1/2) and sqrt(2), ln(m) by a
 * minimax polynomial.
 */
public final class Log {
  private static final float LN2_HIGH = 0x1.63p-1f;
  private static final float LN2_LOW = -2.1219444e-4f;

  /** Lifts subnormal numbers into the normal range. */
  private static final float LIFT = 0x1p23f;

  private static final int LIFT_EXPONENT = 23;
  private static final int EXPONENT_SHIFT = 23;
  private static final int MANTISSA = 0x7fffff;

  /** The bits of sqrt(1/2). */
  private static final int SQRT_HALF = 0x3f3504f3;

  private Log() {}

  /** The code of the method of this name. */
  public static LaneCode code(String method) {
    return LaneCode.of(Log.class, method);
  }

  /** The natural logarithm: -Infinity of 0, not a number below. */
  public static FloatVector log(FloatVector x) {
    var subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
    FloatVector lifted = x.blend(x.mul(LIFT), subnormal);
    IntVector above = lifted.reinterpretAsInts().sub(SQRT_HALF);
    FloatVector e =
        (FloatVector)
            above.lanewise(VectorOperators.ASHR, EXPONENT_SHIFT).convert(VectorOperators.I2F, 0);
    e = e.blend(e.sub(LIFT_EXPONENT), subnormal);
    FloatVector f =
        above.lanewise(VectorOperators.AND, MANTISSA).add(SQRT_HALF).reinterpretAsFloats().sub(1f);
    FloatVector low = e.mul(LN2_LOW).add(tail(f));
    return e.fma(constant(LN2_HIGH), low.add(f))
        .blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f))
        .blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY))
        .blend(Float.NaN, x.compare(VectorOperators.GE, 0f).not());
  }

  /** ln(1 + y) for lanes from 0 to 1, without cancellation; relative error of the fit 1e-9. */
  public static FloatVector logOfOnePlus(FloatVector y) {
    FloatVector p = constant(0.0034172367f);
    p = p.fma(y, constant(0.238156f));
    p = p.fma(y, constant(1.0662158f));
    p = p.fma(y, constant(1f));
    FloatVector q = constant(0.075286694f);
    q = q.fma(y, constant(0.68793344f));
    q = q.fma(y, constant(1.5662156f));
    q = q.fma(y, constant(1f));
    return y.mul(p).div(q);
  }

  /** ln(1 + f) - f, by a polynomial with an error of 6e-9. */
  private static FloatVector tail(FloatVector f) {
    FloatVector p = constant(-0.0763423f);
    p = p.fma(f, constant(0.12761469f));
    p = p.fma(f, constant(-0.13160233f));
    p = p.fma(f, constant(0.14201777f));
    p = p.fma(f, constant(-0.16623354f));
    p = p.fma(f, constant(0.20001227f));
    p = p.fma(f, constant(-0.25000823f));
    p = p.fma(f, constant(0.3333333f));
    p = p.fma(f, constant(-0.5f));
    return f.mul(f).mul(p);
  }
}
