package io.culebra.vector.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** All lanes of a vector folded into one float. */
public final class Folds {
  private Folds() {}

  /** The code of the method of this name. */
  public static LaneCode code(String method) {
    return LaneCode.of(Folds.class, method);
  }

  static float add(FloatVector x) {
    return x.reduceLanes(VectorOperators.ADD);
  }

  static float mul(FloatVector x) {
    return x.reduceLanes(VectorOperators.MUL);
  }

  static float max(FloatVector x) {
    return x.reduceLanes(VectorOperators.MAX);
  }

  static float min(FloatVector x) {
    return x.reduceLanes(VectorOperators.MIN);
  }
}
