package io.culebra.kernel;

import io.culebra.tensor.Shape;
import java.lang.foreign.MemorySegment;

/** Moves a whole operand between row-major and its own layout, element by element. */
final class Relayout {
  private Relayout() {}

  /** Writes row-major elements in the operand's layout. */
  static void fromRowMajor(MemorySegment rowMajor, Operand operand, MemorySegment target) {
    move(rowMajor, target, operand, true);
  }

  /** Writes elements that lie in the operand's layout row-major. */
  static void toRowMajor(MemorySegment laidOut, Operand operand, MemorySegment target) {
    move(laidOut, target, operand, false);
  }

  private static void move(
      MemorySegment from, MemorySegment to, Operand operand, boolean intoLayout) {
    Shape shape = operand.shape();
    int rank = shape.rank();
    if (operand.layout().isRowMajor()) {
      MemorySegment.copy(from, 0, to, 0, operand.bytes());
      return;
    }
    long size = operand.dataType().bytes(1);
    int[] permutation = operand.layout().permutation();
    long[] rowMajor = shape.strides();
    Shape physical = operand.layout().physical(shape);
    for (long i = 0; i < physical.elements(); i++) {
      long rest = i;
      long source = 0;
      for (int axis = rank - 1; axis >= 0; axis--) {
        source += rest % physical.size(axis) * rowMajor[permutation[axis]];
        rest /= physical.size(axis);
      }
      long logical = source * size;
      MemorySegment.copy(
          from, intoLayout ? logical : i * size, to, intoLayout ? i * size : logical, size);
    }
  }
}
