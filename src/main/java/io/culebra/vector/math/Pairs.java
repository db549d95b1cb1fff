package io.culebra.vector.math;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;

/** Functions of two vectors. */
public final class Pairs {
  private Pairs() {}

  /** The code of the method of this name. */
  public static LaneCode code(String method) {
    return LaneCode.of(Pairs.class, method);
  }

  static FloatVector add(FloatVector a, FloatVector b) {
    return a.add(b);
  }

  static FloatVector sub(FloatVector a, FloatVector b) {
    return a.sub(b);
  }

  static FloatVector mul(FloatVector a, FloatVector b) {
    return a.mul(b);
  }

  static FloatVector div(FloatVector a, FloatVector b) {
    return a.div(b);
  }

  static FloatVector max(FloatVector a, FloatVector b) {
    return a.max(b);
  }

  static FloatVector min(FloatVector a, FloatVector b) {
    return a.min(b);
  }

  /**
   * The maximum, not a number if either is none, with 0 as large as -0: cheaper than {@link #max}.
   */
  static FloatVector larger(FloatVector a, FloatVector b) {
    return a.blend(b, b.compare(GT, a).or(b.compare(NE, b)));
  }

  static FloatVector prelu(FloatVector x, FloatVector slope) {
    return x.blend(x.mul(slope), x.compare(LT, 0f));
  }

  static FloatVector first(FloatVector a, FloatVector b) {
    return a;
  }

  static FloatVector second(FloatVector a, FloatVector b) {
    return b;
  }
}
