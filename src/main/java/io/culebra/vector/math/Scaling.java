package io.culebra.vector.math;

import io.culebra.vector.Lanes;
import jdk.incubator.vector.FloatVector;

/** What constants make of a vector. */
public final class Scaling {
  private Scaling() {}

  /** x times {@code factor}. */
  public static LaneCode by(float factor) {
    return LaneCode.of(Scaling.class, "scale", factor);
  }

  /** The constant, whatever x is. */
  public static LaneCode toConstant(float value) {
    return LaneCode.of(Scaling.class, "constant", value);
  }

  static FloatVector constant(FloatVector x, float value) {
    return FloatVector.broadcast(Lanes.FLOAT, value);
  }

  static FloatVector scale(FloatVector x, float factor) {
    return x.mul(factor);
  }
}
