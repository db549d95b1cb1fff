package io.culebra.portable;

import io.culebra.kernel.KernelSpec;

/** Axes as operators name them: counted from the front, or from the end where negative. */
final class Axes {
  private Axes() {}

  /** An axis that an attribute names, counted from the front. */
  static int of(KernelSpec spec, long axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw spec.fail("portable", outside(axis, rank));
    }
    return fromFront(axis, rank);
  }

  /** An axis that an operand names, counted from the front; fails where there is none. */
  static int of(KernelSpec spec, int operand, long axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw spec.invalid(operand, outside(axis, rank));
    }
    return fromFront(axis, rank);
  }

  private static String outside(long axis, int rank) {
    return "axis " + axis + " of a tensor of rank " + rank;
  }

  private static int fromFront(long axis, int rank) {
    return (int) (axis < 0 ? axis + rank : axis);
  }
}
