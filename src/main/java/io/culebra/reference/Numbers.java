package io.culebra.reference;

import io.culebra.kernel.Operand;
import io.culebra.scalar.Elements;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import java.lang.foreign.MemorySegment;

/**
 * One operand as numbers: its shape, and its elements by their row-major index.
 *
 * @param type the element type
 * @param shape the shape
 * @param strides elements from one to the next along each axis
 * @param memory exactly the operand's bytes
 */
record Numbers(DataType type, Shape shape, long[] strides, MemorySegment memory) {
  Numbers(Operand operand, MemorySegment memory) {
    this(operand.dataType(), operand.shape(), operand.shape().strides(), memory);
  }

  /** Whether the elements are floating-point numbers, to be taken as double; as long otherwise. */
  boolean isFloat() {
    return type.isFloat();
  }

  /** The number of elements. */
  long count() {
    return shape.elements();
  }

  /** The size along an axis. */
  long size(int axis) {
    return shape.size(axis);
  }

  /** Element {@code index}. */
  double get(long index) {
    return Elements.getDouble(type, memory, 0, index);
  }

  /** Element {@code index} of integers. */
  long getLong(long index) {
    return Elements.getLong(type, memory, 0, index);
  }

  /** Sets element {@code index}. */
  void set(long index, double value) {
    Elements.set(type, memory, 0, index, value);
  }

  /** Sets element {@code index} of integers. */
  void set(long index, long value) {
    Elements.set(type, memory, 0, index, value);
  }

  /**
   * The index of the element that stands at element {@code index} of a tensor of shape {@code
   * target} when this one is broadcast to it.
   */
  long broadcast(long index, Shape target) {
    long rest = index;
    long own = 0;
    for (int axis = target.rank() - 1; axis >= 0; axis--) {
      long place = rest % target.size(axis);
      rest /= target.size(axis);
      int ownAxis = axis - target.rank() + shape.rank();
      if (ownAxis >= 0 && shape.size(ownAxis) > 1) {
        own += place * strides[ownAxis];
      }
    }
    return own;
  }
}
