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

  /** The sum of all lanes, in the same order whether compiled or not. */
  public static float add(FloatVector x) {
    FloatVector all = Known.of(x);
    FloatVector eight = all.add(all.rearrange(Rotation.BY_8), Rotation.OVER_8);
    FloatVector four = eight.add(eight.rearrange(Rotation.BY_4), Rotation.OVER_4);
    FloatVector two = four.add(four.rearrange(Rotation.BY_2));
    return two.add(two.rearrange(Rotation.BY_1)).lane(0);
  }

  static float mul(FloatVector x) {
    FloatVector all = Known.of(x);
    FloatVector eight = all.mul(all.rearrange(Rotation.BY_8), Rotation.OVER_8);
    FloatVector four = eight.mul(eight.rearrange(Rotation.BY_4), Rotation.OVER_4);
    FloatVector two = four.mul(four.rearrange(Rotation.BY_2));
    return two.mul(two.rearrange(Rotation.BY_1)).lane(0);
  }

  static float max(FloatVector x) {
    return Known.of(x).reduceLanes(VectorOperators.MAX);
  }

  static float min(FloatVector x) {
    return Known.of(x).reduceLanes(VectorOperators.MIN);
  }
}
