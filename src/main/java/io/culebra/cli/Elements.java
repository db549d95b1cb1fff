package io.culebra.cli;

import io.culebra.tensor.DataType;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Reads the elements of a tensor as numbers, whatever their type. */
final class Elements {
  private final DataType dataType;
  private final MemorySegment segment;
  private final long count;

  /** The elements of a tensor, which stays open as long as they are read. */
  Elements(Tensor tensor) {
    this.dataType = tensor.dataType();
    this.segment = tensor.segment();
    this.count = tensor.shape().elements();
  }

  /** How many there are. */
  long count() {
    return count;
  }

  /** One of them. Integers beyond 2^53 lose their last bits. */
  double get(long i) {
    return switch (dataType) {
      case FLOAT -> segment.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      case DOUBLE -> segment.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
      case FLOAT16 -> Float.float16ToFloat(segment.getAtIndex(ValueLayout.JAVA_SHORT, i));
      case BFLOAT16 -> Float.intBitsToFloat(segment.getAtIndex(ValueLayout.JAVA_SHORT, i) << 16);
      case INT64, UINT64 -> (double) segment.getAtIndex(ValueLayout.JAVA_LONG, i);
      case INT32 -> segment.getAtIndex(ValueLayout.JAVA_INT, i);
      case UINT32 -> Integer.toUnsignedLong(segment.getAtIndex(ValueLayout.JAVA_INT, i));
      case INT16 -> segment.getAtIndex(ValueLayout.JAVA_SHORT, i);
      case UINT16 -> Short.toUnsignedInt(segment.getAtIndex(ValueLayout.JAVA_SHORT, i));
      case INT8 -> segment.get(ValueLayout.JAVA_BYTE, i);
      case UINT8, BOOL -> Byte.toUnsignedInt(segment.get(ValueLayout.JAVA_BYTE, i));
      default ->
          throw new InvalidInputException("elements of type " + dataType + " are no numbers");
    };
  }
}
