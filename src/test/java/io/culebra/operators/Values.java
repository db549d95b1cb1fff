package io.culebra.operators;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Tensors of any element type, written here bit by bit. */
final class Values {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Values() {}

  /** A vector of floating-point numbers; those of 16 bits are rounded from float. */
  static Tensor fractions(DataType type, double... values) {
    return fractions(type, new long[] {values.length}, values);
  }

  /** A tensor of floating-point numbers; those of 16 bits are rounded from float. */
  static Tensor fractions(DataType type, long[] sizes, double... values) {
    MemorySegment memory = MemorySegment.ofArray(new byte[values.length * type.bits() / 8]);
    for (int i = 0; i < values.length; i++) {
      float single = (float) values[i];
      switch (type) {
        case FLOAT -> memory.set(ValueLayout.JAVA_FLOAT_UNALIGNED, 4L * i, single);
        case DOUBLE -> memory.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, 8L * i, values[i]);
        case FLOAT16 -> memory.set(SHORT, 2L * i, Float.floatToFloat16(single));
        case BFLOAT16 -> memory.set(SHORT, 2L * i, upperHalf(single));
        default -> throw new IllegalArgumentException(type.toString());
      }
    }
    return Tensor.copyOf(memory, type, Shape.of(sizes));
  }

  private static short upperHalf(float value) {
    int bits = Float.floatToRawIntBits(value);
    return (short)
        (Float.isNaN(value) ? (bits >>> 16) | 64 : (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }

  /** A vector of integers or bool, of which each keeps the low bits. */
  static Tensor integers(DataType type, long... values) {
    return shapedIntegers(type, new long[] {values.length}, values);
  }

  /** A tensor of integers or bool, of which each keeps the low bits. */
  static Tensor shapedIntegers(DataType type, long[] sizes, long... values) {
    MemorySegment memory = MemorySegment.ofArray(new byte[values.length * type.bits() / 8]);
    for (int i = 0; i < values.length; i++) {
      switch (type.bits()) {
        case 8 -> memory.set(ValueLayout.JAVA_BYTE, i, (byte) values[i]);
        case 16 -> memory.set(SHORT, 2L * i, (short) values[i]);
        case 32 -> memory.set(ValueLayout.JAVA_INT_UNALIGNED, 4L * i, (int) values[i]);
        default -> memory.set(ValueLayout.JAVA_LONG_UNALIGNED, 8L * i, values[i]);
      }
    }
    return Tensor.copyOf(memory, type, Shape.of(sizes));
  }
}
