package io.culebra.vector.reduce;

import io.culebra.kernel.Layout;
import io.culebra.kernel.Operand;
import io.culebra.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * An operand seen as outer x folded x inner, as it lies in memory.
 *
 * @param outer how many independent blocks there are
 * @param folded the elements along the folded axes
 * @param inner the elements inside of them
 */
record Axes(long outer, long folded, long inner) {
  /**
   * The operand with these axes folded; null where other axes lie between them in memory.
   *
   * @param reduced for each axis of the shape, whether it is folded
   */
  static @Nullable Axes of(Operand operand, Layout layout, boolean[] reduced) {
    Shape shape = operand.shape();
    int rank = shape.rank();
    long outer = 1;
    long folded = 1;
    long inner = 1;
    boolean begun = false;
    for (int place = 0; place < rank; place++) {
      int axis = layout.order().get(place);
      long size = shape.size(axis);
      if (size == 1) {
        continue;
      }
      if (reduced[axis]) {
        if (begun && inner > 1) {
          return null;
        }
        begun = true;
        folded *= size;
      } else if (begun) {
        inner *= size;
      } else {
        outer *= size;
      }
    }
    return new Axes(outer, folded, inner);
  }
}
