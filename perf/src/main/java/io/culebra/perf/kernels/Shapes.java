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

  /** Writes row-major elements as they lie in the operand's layout. */
  static void intoLayout(MemorySegment rowMajor, Operand operand, MemorySegment target) {
    long size = operand.dataType().bytes(1);
    long[] places = places(operand);
    for (int i = 0; i < places.length; i++) {
      MemorySegment.copy(rowMajor, i * size, target, places[i] * size, size);
    }
  }

  /** Writes elements that lie in the operand's layout row-major. */
  static void intoRowMajor(MemorySegment laidOut, Operand operand, MemorySegment target) {
    long size = operand.dataType().bytes(1);
    long[] places = places(operand);
    for (int i = 0; i < places.length; i++) {
      MemorySegment.copy(laidOut, places[i] * size, target, i * size, size);
    }
  }

  /** For each element, row-major, its index in memory. */
  private static long[] places(Operand operand) {
    Shape shape = operand.shape();
    long[] strides = operand.layout().strides(shape);
    long[] places = new long[Math.toIntExact(shape.elements())];
    for (int i = 0; i < places.length; i++) {
      long rest = i;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        places[i] += rest % shape.size(axis) * strides[axis];
        rest /= shape.size(axis);
      }
    }
    return places;
  }
}
