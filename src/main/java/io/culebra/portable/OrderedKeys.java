package io.culebra.portable;

import io.culebra.scalar.Elements;
import io.culebra.tensor.DataType;
import io.culebra.tensor.NativeMemory;
import java.lang.foreign.MemorySegment;

/** Elements of any numeric type as longs in the same order; NaN is above everything. */
final class OrderedKeys {
  private static final MemorySegment ALL = NativeMemory.everything();

  private static final long NAN = Double.doubleToLongBits(Double.NaN);

  private OrderedKeys() {}

  /**
   * Whether this is the key of NaN, which is above those of all numbers and of their complements.
   */
  static boolean isNan(DataType type, long key) {
    return type.isFloat() && key == NAN;
  }

  /** The key of element {@code index} of those that start at {@code offset} within all memory. */
  static long get(DataType type, long offset, long index) {
    if (type.isFloat()) {
      double withoutNegativeZero = Elements.getDouble(type, ALL, offset, index) + 0.0;
      long bits = Double.doubleToLongBits(withoutNegativeZero);
      return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }
    long value = Elements.getLong(type, ALL, offset, index);
    return type == DataType.UINT64 ? value ^ Long.MIN_VALUE : value;
  }
}
