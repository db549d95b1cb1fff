package io.culebra.reference;

import io.culebra.kernel.KernelSpec;
import io.culebra.op.AffineGrid;

/** AffineGrid, for images and volumes. */
final class ReferenceAffineGrid extends Reference<AffineGrid> {
  ReferenceAffineGrid() {
    super(AffineGrid.class);
  }

  @Override
  Loop loop(KernelSpec spec) {
    boolean aligned = op(spec).alignCorners();
    return operands -> {
      Numbers theta = operands.input(0);
      Numbers y = operands.output();
      int axes = (int) y.size(-1);
      for (long i = 0; i < y.count(); i++) {
        long place = i / axes;
        long image = i / y.stride(0);
        long row = (image * axes + i % axes) * (axes + 1);
        double sum = theta.get(row + axes);
        for (int axis = axes; axis >= 1; axis--) {
          sum +=
              theta.get(row + axes - axis)
                  * coordinate(aligned, place % y.size(axis), y.size(axis));
          place /= y.size(axis);
        }
        y.set(i, sum);
      }
    };
  }

  /** Where an element of an axis lies, from -1 to 1. */
  private static double coordinate(boolean aligned, long place, long size) {
    if (aligned) {
      return size == 1 ? -1 : 2.0 * place / (size - 1) - 1;
    }
    return (2.0 * place + 1) / size - 1;
  }
}
