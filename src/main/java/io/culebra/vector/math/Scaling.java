package io.culebra.vector.math;

import jdk.incubator.vector.FloatVector;

/** Products with a constant. */
public final class Scaling {
  private Scaling() {}

  /** x times {@code factor}. */
  public static LaneCode by(float factor) {
    return LaneCode.of(Scaling.class, "scale", factor);
  }

  static FloatVector scale(FloatVector x, float factor) {
    return x.mul(factor);
  }
}
