package io.culebra.vector.math;

import io.culebra.vector.Lanes;
import jdk.incubator.vector.FloatVector;

/** The vocabulary of polynomials: coefficients as vectors. */
final class Polynomial {
  private Polynomial() {}

  /** A coefficient in every lane; loops keep it in a register. */
  static FloatVector constant(float coefficient) {
    return FloatVector.broadcast(Lanes.FLOAT, coefficient);
  }
}
