package io.culebra.vector.math;

import static io.culebra.vector.math.Polynomial.constant;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The S-shaped functions: odd ones as x P(x^2) / Q(x^2), by minimax fits over the range in which a
 * float is not yet 1.
 */
public final class Sigmoidal {
  private static final float TANH_IS_ONE = 9.02f;
  private static final float ERF_IS_ONE = 3.95f;

  private Sigmoidal() {}

  /** 1 / (1 + e^-x). */
  public static FloatVector sigmoid(FloatVector x) {
    return constant(1f).div(Exp.exp(x.neg()).add(1f));
  }

  /** The hyperbolic tangent. */
  public static FloatVector tanh(FloatVector x) {
    FloatVector t = clamp(x, TANH_IS_ONE);
    FloatVector u = t.mul(t);
    FloatVector p = constant(1.3319924e-8f);
    p = p.fma(u, constant(2.0584168e-5f));
    p = p.fma(u, constant(0.0034940792f));
    p = p.fma(u, constant(0.13379757f));
    p = p.fma(u, constant(1f));
    FloatVector q = constant(7.7623895e-7f);
    q = q.fma(u, constant(3.2831638e-4f));
    q = q.fma(u, constant(0.025871247f));
    q = q.fma(u, constant(0.46713072f));
    q = q.fma(u, constant(1f));
    return t.mul(p).div(q);
  }

  /** The error function. */
  public static FloatVector erf(FloatVector x) {
    FloatVector t = clamp(x, ERF_IS_ONE);
    FloatVector u = t.mul(t);
    FloatVector p = constant(2.0260968e-6f);
    p = p.fma(u, constant(2.846703e-4f));
    p = p.fma(u, constant(0.0038072693f));
    p = p.fma(u, constant(0.05287267f));
    p = p.fma(u, constant(0.19152912f));
    p = p.fma(u, constant(1.1283791f));
    FloatVector q = constant(3.7832866e-5f);
    q = q.fma(u, constant(0.0011705152f));
    q = q.fma(u, constant(0.015053288f));
    q = q.fma(u, constant(0.11455089f));
    q = q.fma(u, constant(0.50307095f));
    q = q.fma(u, constant(1f));
    return t.mul(p).div(q);
  }

  private static FloatVector clamp(FloatVector x, float bound) {
    return x.blend(bound, x.compare(VectorOperators.GT, bound))
        .blend(-bound, x.compare(VectorOperators.LT, -bound));
  }
}
