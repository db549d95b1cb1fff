package io.culebra.reference;

import io.culebra.kernel.Operand;
import io.culebra.scalar.Elements;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** One operand as numbers: its shape, and its elements by their row-major index. */
final class Numbers {
  private final DataType type;
  private final Shape shape;
  private final MemorySegment memory;
  private final long count;
  private final long[] sizes;
  private final long[] strides;

  /**
   * @param memory exactly the bytes of the elements
   */
  Numbers(DataType type, Shape shape, MemorySegment memory) {
    this.type = type;
    this.shape = shape;
    this.memory = memory;
    this.count = shape.elements();
    this.sizes = shape.toArray();
    this.strides = shape.strides();
  }

  /** The operand, whose bytes are those of {@code memory}. */
  static Numbers of(Operand operand, MemorySegment memory) {
    return new Numbers(operand.dataType(), operand.shape(), memory);
  }

  /** The same elements as a tensor of another shape. */
  Numbers reshaped(Shape other) {
    return new Numbers(type, other, memory);
  }

  /** The shape. */
  Shape shape() {
    return shape;
  }

  /** The type of the elements. */
  DataType type() {
    return type;
  }

  /** Whether the elements are floating-point numbers, to be taken as double; as long otherwise. */
  boolean isFloat() {
    return type.isFloat();
  }

  /** The type of the elements. */
  DataType dataType() {
    return type;
  }

  /** The number of elements. */
  long count() {
    return count;
  }

  /** The size along {@code axis}, which may be negative to count from the end. */
  long size(int axis) {
    return sizes[axis < 0 ? axis + sizes.length : axis];
  }

  /** Elements from one to the next along an axis. */
  long stride(int axis) {
    return strides[axis];
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
   * The index of the element that stands at element {@code index} of {@code target} when this
   * tensor is broadcast to its shape.
   */
  long broadcast(long index, Numbers target) {
    if (Arrays.equals(sizes, target.sizes)) {
      return index;
    }
    long rest = index;
    long own = 0;
    for (int axis = target.sizes.length - 1; axis >= 0; axis--) {
      long place = rest % target.sizes[axis];
      rest /= target.sizes[axis];
      int ownAxis = axis - target.sizes.length + sizes.length;
      if (ownAxis >= 0 && sizes[ownAxis] > 1) {
        own += place * strides[ownAxis];
      }
    }
    return own;
  }
}
