package io.culebra.portable;

import io.culebra.kernel.KernelSpec;

/** Axes as operators name them: counted from the front, or from the end where negative. */
final class Axes {
  private Axes() {}

  /** The axis counted from the front; fails where there is none, which only a run may tell. */
  static int of(KernelSpec spec, long axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw spec.fail("portable", "axis " + axis + " of a tensor of rank " + rank);
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }
}
