package io.culebra.scalar;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import io.culebra.tensor.DataType;
import java.lang.foreign.MemorySegment;

/**
 * Reads and writes single elements of any numeric type, or bool, as double or as long.
 *
 * <p>As ONNX's Cast says it: writing rounds once to the nearest float, ties to even, and keeps the
 * low bits of an integer that does not fit; bool is true for everything but 0. A uint64 is a long
 * with the same bits. Writing a fraction to integers cuts it off; what is out of range, infinite or
 * not a number, which the specification leaves open, becomes what the conversion of x86 makes of
 * it, as in numpy and ONNX Runtime: the smallest int32 or int64, of which narrower types keep the
 * low bits. Numbers beyond the range of eight-bit floats saturate unless told otherwise.
 */
public final class Elements {
  /** Integers below 2 to the power of this are doubles. */
  private static final int DOUBLE_BITS = 53;

  private static final int DROPPED_BITS = 11;
  private static final double DROPPED = 1 << DROPPED_BITS;

  private Elements() {}

  /** Whether elements of this type can be read and written. */
  public static boolean supports(DataType type) {
    return switch (type) {
      case STRING, COMPLEX64, COMPLEX128, FLOAT4E2M1, FLOAT8E8M0, UINT2, INT2 -> false;
      default -> true;
    };
  }

  /** Element {@code index} of those that start at {@code offset}, in bytes. */
  public static double getDouble(DataType type, MemorySegment memory, long offset, long index) {
    return switch (type) {
      case FLOAT -> memory.get(JAVA_FLOAT_UNALIGNED, offset + 4 * index);
      case DOUBLE -> memory.get(JAVA_DOUBLE_UNALIGNED, offset + 8 * index);
      case FLOAT16 -> Float.float16ToFloat(memory.get(JAVA_SHORT_UNALIGNED, offset + 2 * index));
      case BFLOAT16 ->
          Float.intBitsToFloat(memory.get(JAVA_SHORT_UNALIGNED, offset + 2 * index) << 16);
      case FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ ->
          Float8.of(type).toFloat(memory.get(JAVA_BYTE, offset + index));
      case UINT64 -> unsignedToDouble(getLong(type, memory, offset, index));
      default -> getLong(type, memory, offset, index);
    };
  }

  /** Element {@code index} of those that start at {@code offset}, in bytes. */
  public static long getLong(DataType type, MemorySegment memory, long offset, long index) {
    return switch (type) {
      case INT64, UINT64 -> memory.get(JAVA_LONG_UNALIGNED, offset + 8 * index);
      case INT32 -> memory.get(JAVA_INT_UNALIGNED, offset + 4 * index);
      case UINT32 -> Integer.toUnsignedLong(memory.get(JAVA_INT_UNALIGNED, offset + 4 * index));
      case INT16 -> memory.get(JAVA_SHORT_UNALIGNED, offset + 2 * index);
      case UINT16 -> Short.toUnsignedLong(memory.get(JAVA_SHORT_UNALIGNED, offset + 2 * index));
      case INT8 -> memory.get(JAVA_BYTE, offset + index);
      case UINT8 -> Byte.toUnsignedLong(memory.get(JAVA_BYTE, offset + index));
      case BOOL -> memory.get(JAVA_BYTE, offset + index) == 0 ? 0 : 1;
      case UINT4 -> nibble(memory, offset, index);
      case INT4 -> (nibble(memory, offset, index) ^ 8) - 8;
      case STRING, COMPLEX64, COMPLEX128, FLOAT4E2M1, FLOAT8E8M0, UINT2, INT2 ->
          throw new IllegalArgumentException("elements of " + type);
      default -> (long) getDouble(type, memory, offset, index);
    };
  }

  /** Writes element {@code index} of those that start at {@code offset}, in bytes. */
  public static void set(
      DataType type, MemorySegment memory, long offset, long index, double value) {
    switch (type) {
      case FLOAT -> memory.set(JAVA_FLOAT_UNALIGNED, offset + 4 * index, (float) value);
      case DOUBLE -> memory.set(JAVA_DOUBLE_UNALIGNED, offset + 8 * index, value);
      case FLOAT16 ->
          memory.set(JAVA_SHORT_UNALIGNED, offset + 2 * index, Float.floatToFloat16(toOdd(value)));
      case BFLOAT16 ->
          memory.set(JAVA_SHORT_UNALIGNED, offset + 2 * index, toBfloat16(toOdd(value)));
      case FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ ->
          setFloat8(type, memory, offset, index, value, true);
      case BOOL -> memory.set(JAVA_BYTE, offset + index, (byte) (value != 0 ? 1 : 0));
      case UINT64 -> set(type, memory, offset, index, doubleToUnsigned(value));
      case INT64 -> set(type, memory, offset, index, toLong(value));
      case UINT32 -> set(type, memory, offset, index, (long) doubleToUnsignedInt(value));
      default -> set(type, memory, offset, index, (long) toInt(value));
    }
  }

  /**
   * Writes element {@code index} of eight-bit floats.
   *
   * @param saturate whether what lies beyond the largest number becomes that, rather than infinity
   *     or not a number
   */
  public static void setFloat8(
      DataType type,
      MemorySegment memory,
      long offset,
      long index,
      double value,
      boolean saturate) {
    memory.set(JAVA_BYTE, offset + index, Float8.of(type).from(value, saturate));
  }

  /** Writes element {@code index} of those that start at {@code offset}, in bytes. */
  public static void set(DataType type, MemorySegment memory, long offset, long index, long value) {
    switch (type) {
      case INT64, UINT64 -> memory.set(JAVA_LONG_UNALIGNED, offset + 8 * index, value);
      case INT32, UINT32 -> memory.set(JAVA_INT_UNALIGNED, offset + 4 * index, (int) value);
      case INT16, UINT16 -> memory.set(JAVA_SHORT_UNALIGNED, offset + 2 * index, (short) value);
      case INT8, UINT8 -> memory.set(JAVA_BYTE, offset + index, (byte) value);
      case BOOL -> memory.set(JAVA_BYTE, offset + index, (byte) (value != 0 ? 1 : 0));
      case UINT4, INT4 -> setNibble(memory, offset, index, value);
      case FLOAT -> memory.set(JAVA_FLOAT_UNALIGNED, offset + 4 * index, (float) value);
      case DOUBLE -> memory.set(JAVA_DOUBLE_UNALIGNED, offset + 8 * index, (double) value);
      case STRING, COMPLEX64, COMPLEX128, FLOAT4E2M1, FLOAT8E8M0, UINT2, INT2 ->
          throw new IllegalArgumentException("elements of " + type);
      default -> set(type, memory, offset, index, toDoubleForRounding(value));
    }
  }

  /**
   * The value rounded once to a type of floating-point numbers, as if it had been written and read.
   *
   * @throws IllegalArgumentException if the type is none of FLOAT, DOUBLE, FLOAT16 and BFLOAT16
   */
  public static double rounded(DataType type, double value) {
    return switch (type) {
      case DOUBLE -> value;
      case FLOAT -> (float) value;
      case FLOAT16 -> Float.float16ToFloat(Float.floatToFloat16(toOdd(value)));
      case BFLOAT16 -> Float.intBitsToFloat(toBfloat16(toOdd(value)) << 16);
      default -> throw new IllegalArgumentException("rounding to " + type);
    };
  }

  /**
   * A double near the integer which any type with a mantissa of at most 24 bits rounds to the same
   * number as the integer itself: where bits are lost, the last that is left is set.
   */
  public static double toDoubleForRounding(long value) {
    if (Math.abs(value) >>> DOUBLE_BITS == 0) {
      return value;
    }
    return DROPPED * (double) (value >> DROPPED_BITS | lost(value));
  }

  /** The same of an integer without sign. */
  public static double unsignedToDoubleForRounding(long value) {
    return value >>> DOUBLE_BITS == 0
        ? value
        : DROPPED * (double) (value >>> DROPPED_BITS | lost(value));
  }

  private static int lost(long value) {
    return (value & (1L << DROPPED_BITS) - 1) == 0 ? 0 : 1;
  }

  /**
   * The nearest float, but where it is not exact that of the two around the value whose last bit is
   * set: narrower types round it as they would round the value.
   */
  private static float toOdd(double value) {
    float nearest = (float) value;
    if (nearest == value || Double.isNaN(value) || (Float.floatToRawIntBits(nearest) & 1) == 1) {
      return nearest;
    }
    return value > nearest ? Math.nextUp(nearest) : Math.nextDown(nearest);
  }

  /** Cut off; the smallest int32 where it does not fit, and for what is not a number. */
  private static int toInt(double value) {
    return value > -0x1p31 - 1 && value < 0x1p31 ? (int) value : Integer.MIN_VALUE;
  }

  /** Cut off; the smallest int64 where it does not fit, and for what is not a number. */
  private static long toLong(double value) {
    return value >= -0x1p63 && value < 0x1p63 ? (long) value : Long.MIN_VALUE;
  }

  /** The value of a long's bits taken as a number without sign. */
  public static double unsignedToDouble(long value) {
    return value >= 0 ? value : 2.0 * ((value >>> 1) | (value & 1));
  }

  private static int doubleToUnsignedInt(double value) {
    return value >= 0x1p31 ? toInt(value - 0x1p31) + Integer.MIN_VALUE : toInt(value);
  }

  private static long doubleToUnsigned(double value) {
    return value >= 0x1p63 ? toLong(value - 0x1p63) + Long.MIN_VALUE : toLong(value);
  }

  /** The upper half of the float, rounded to nearest, ties to even. */
  private static short toBfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) ((bits >>> 16) | 0x40);
    }
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }

  private static int nibble(MemorySegment memory, long offset, long index) {
    return (memory.get(JAVA_BYTE, offset + index / 2) >>> (int) (index % 2 * 4)) & 15;
  }

  private static void setNibble(MemorySegment memory, long offset, long index, long value) {
    int shift = (int) (index % 2 * 4);
    int other = memory.get(JAVA_BYTE, offset + index / 2) & ~(15 << shift);
    memory.set(JAVA_BYTE, offset + index / 2, (byte) (other | ((value & 15) << shift)));
  }
}
