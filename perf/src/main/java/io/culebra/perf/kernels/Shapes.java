package io.culebra.perf.kernels;

import io.culebra.kernel.Operand;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.lang.foreign.MemorySegment;

/** Shapes of operands, and elements on their way between row-major and an operand's layout. */
final class Shapes {

  private Shapes() {}

  /** The shape of a type that has one. */
  static Shape of(TensorType type) {
    Shape shape = type.shape();
    if (shape == null) {
      throw new IllegalArgumentException(type + " has no shape");
    }
    return shape;
  }

  /**
   * Writes row-major elements as they lie in the operand's layout.
   *
   * @param rank the rank of the step's output
   */
  static void intoLayout(MemorySegment rowMajor, Operand operand, int rank, MemorySegment target) {
    long size = operand.dataType().bytes(1);
    long[] places = places(operand, rank);
    for (int i = 0; i < places.length; i++) {
      MemorySegment.copy(rowMajor, places[i] * size, target, i * size, size);
    }
  }

  /** Writes elements that lie in the operand's layout row-major. */
  static void intoRowMajor(MemorySegment laidOut, Operand operand, int rank, MemorySegment target) {
    long size = operand.dataType().bytes(1);
    long[] places = places(operand, rank);
    for (int i = 0; i < places.length; i++) {
      MemorySegment.copy(laidOut, i * size, target, places[i] * size, size);
    }
  }

  /** For each element in memory, its row-major index. */
  private static long[] places(Operand operand, int outputRank) {
    Shape shape = operand.shape().padLeft(outputRank);
    Shape physical = operand.layout().physical(shape);
    int rank = shape.rank();
    int[] axes = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      axes[operand.layout().physicalAxis(axis, rank)] = axis;
    }
    long[] strides = shape.strides();
    long[] places = new long[Math.toIntExact(physical.elements())];
    for (int i = 0; i < places.length; i++) {
      long rest = i;
      for (int axis = rank - 1; axis >= 0; axis--) {
        places[i] += rest % physical.size(axis) * strides[axes[axis]];
        rest /= physical.size(axis);
      }
    }
    return places;
  }
}
