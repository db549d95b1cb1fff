package io.culebra.vector.math;

import static io.culebra.vector.Lanes.FLOAT;

import io.culebra.vector.Lanes;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Rotations of the lanes of a vector, with which lanes are folded in one fixed order. The Vector
 * API's own reductions leave the order open, and sums then differ in the last bits between
 * interpreted and compiled code.
 */
public final class Rotation {
  /** By one lane. */
  public static final VectorShuffle<Float> BY_1 = by(1);

  /** By two lanes. */
  public static final VectorShuffle<Float> BY_2 = by(2);

  /** By four lanes. */
  public static final VectorShuffle<Float> BY_4 = by(4);

  /** By eight lanes. */
  public static final VectorShuffle<Float> BY_8 = by(8);

  /** All lanes of a vector that has more than four; else none. */
  public static final VectorMask<Float> OVER_4 = FLOAT.maskAll(Lanes.COUNT > 4);

  /** All lanes of a vector that has more than eight; else none. */
  public static final VectorMask<Float> OVER_8 = FLOAT.maskAll(Lanes.COUNT > 8);

  private Rotation() {}

  private static VectorShuffle<Float> by(int lanes) {
    return VectorShuffle.fromOp(FLOAT, lane -> (lane + lanes) % Lanes.COUNT);
  }
}
