package io.culebra.op;

import io.culebra.tensor.DataType;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The groups of element types that ONNX's operators are declared for. */
final class ElementTypes {
  /** Floating-point numbers that one computes with. */
  static final Set<DataType> FLOATS =
      set(DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16, DataType.BFLOAT16);

  /** Integers of whole bytes. */
  static final Set<DataType> INTEGERS =
      set(
          DataType.INT8,
          DataType.INT16,
          DataType.INT32,
          DataType.INT64,
          DataType.UINT8,
          DataType.UINT16,
          DataType.UINT32,
          DataType.UINT64);

  /** What an index or a size may be. */
  static final Set<DataType> INDICES = set(DataType.INT32, DataType.INT64);

  static final Set<DataType> INT64 = set(DataType.INT64);
  static final Set<DataType> BOOL = set(DataType.BOOL);

  /** Floating-point numbers and integers. */
  static final Set<DataType> NUMERIC = union(FLOATS, INTEGERS);

  /** Numbers that can be negative. */
  static final Set<DataType> SIGNED =
      union(FLOATS, set(DataType.INT8, DataType.INT16, DataType.INT32, DataType.INT64));

  /** Numbers and bool, whose true is above false. */
  static final Set<DataType> ORDERED = union(NUMERIC, BOOL);

  /** Every type. */
  static final Set<DataType> ALL = Collections.unmodifiableSet(EnumSet.allOf(DataType.class));

  private ElementTypes() {}

  private static Set<DataType> set(DataType first, DataType... rest) {
    return Collections.unmodifiableSet(EnumSet.of(first, rest));
  }

  private static Set<DataType> union(Set<DataType> one, Set<DataType> other) {
    EnumSet<DataType> all = EnumSet.copyOf(one);
    all.addAll(other);
    return Collections.unmodifiableSet(all);
  }
}
