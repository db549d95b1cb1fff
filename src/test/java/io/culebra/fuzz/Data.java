package io.culebra.fuzz;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A tensor on the heap.
 *
 * @param type the type of the elements, of eight bits or more
 * @param sizes the shape
 * @param bytes the elements, row-major, little-endian
 */
record Data(DataType type, long[] sizes, byte[] bytes) {
  /** Zeros. */
  static Data zeros(DataType type, long... sizes) {
    return new Data(type, sizes, new byte[Math.toIntExact(type.bytes(count(sizes)))]);
  }

  /** Numbers of any type, rounded to nearest where that is needed. */
  static Data of(DataType type, double[] numbers, long... sizes) {
    Data data = zeros(type, sizes);
    for (int i = 0; i < numbers.length; i++) {
      data.set(i, numbers[i]);
    }
    return data;
  }

  /** Integers of a type that holds them. */
  static Data of(DataType type, long[] numbers, long... sizes) {
    Data data = zeros(type, sizes);
    for (int i = 0; i < numbers.length; i++) {
      data.setLong(i, numbers[i]);
    }
    return data;
  }

  /** A list of int64 numbers. */
  static Data longs(long... numbers) {
    return of(DataType.INT64, numbers, numbers.length);
  }

  /** What a tensor holds. */
  static Data of(Tensor tensor) {
    return new Data(
        tensor.dataType(),
        tensor.shape().toArray(),
        tensor.segment().toArray(ValueLayout.JAVA_BYTE));
  }

  /** A tensor with the same elements. */
  Tensor toTensor() {
    return Tensor.copyOf(MemorySegment.ofArray(bytes), type, Shape.of(sizes));
  }

  /** The message that holds the same. */
  TensorProto toProto(String name) {
    TensorProto.Builder proto =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.onnxNumber())
            .setRawData(ByteString.copyFrom(bytes));
    Arrays.stream(sizes).forEach(proto::addDims);
    return proto.build();
  }

  private static long count(long... sizes) {
    return Arrays.stream(sizes).reduce(1, Math::multiplyExact);
  }

  int count() {
    return Math.toIntExact(count(sizes));
  }

  int rank() {
    return sizes.length;
  }

  boolean isFloat() {
    return type.isFloat();
  }

  private ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** An element as a double; integers above 2^53 lose digits. */
  double get(int i) {
    return switch (type) {
      case FLOAT -> buffer().getFloat(4 * i);
      case DOUBLE -> buffer().getDouble(8 * i);
      case FLOAT16 -> Float.float16ToFloat(buffer().getShort(2 * i));
      case BFLOAT16 -> Float.intBitsToFloat(buffer().getShort(2 * i) << 16);
      case FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ ->
          Float8.decode(type, Byte.toUnsignedInt(bytes[i]));
      default -> getLong(i);
    };
  }

  /** An element of an integer or bool tensor. */
  long getLong(int i) {
    return switch (type) {
      case INT64, UINT64 -> buffer().getLong(8 * i);
      case INT32 -> buffer().getInt(4 * i);
      case UINT32 -> Integer.toUnsignedLong(buffer().getInt(4 * i));
      case INT16 -> buffer().getShort(2 * i);
      case UINT16 -> Short.toUnsignedLong(buffer().getShort(2 * i));
      case INT8 -> bytes[i];
      case UINT8, BOOL -> Byte.toUnsignedLong(bytes[i]);
      default -> throw new IllegalStateException("integers of " + type);
    };
  }

  private void set(int i, double number) {
    switch (type) {
      case FLOAT -> buffer().putFloat(4 * i, (float) number);
      case DOUBLE -> buffer().putDouble(8 * i, number);
      case FLOAT16 -> buffer().putShort(2 * i, Float.floatToFloat16((float) number));
      case BFLOAT16 -> buffer().putShort(2 * i, bfloat16((float) number));
      case FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ ->
          bytes[i] = Float8.encode(type, number);
      default -> setLong(i, Math.round(number));
    }
  }

  private void setLong(int i, long number) {
    switch (type) {
      case INT64, UINT64 -> buffer().putLong(8 * i, number);
      case INT32, UINT32 -> buffer().putInt(4 * i, (int) number);
      case INT16, UINT16 -> buffer().putShort(2 * i, (short) number);
      case INT8, UINT8 -> bytes[i] = (byte) number;
      case BOOL -> bytes[i] = (byte) (number == 0 ? 0 : 1);
      default -> set(i, (double) number);
    }
  }

  /** Rounds to nearest, ties to even. */
  private static short bfloat16(float number) {
    int bits = Float.floatToRawIntBits(number);
    if (Float.isNaN(number)) {
      return (short) 0x7fc0;
    }
    return (short) ((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
  }

  /** The same elements with other sizes. */
  Data as(long... others) {
    return new Data(type, others, bytes);
  }

  /** The elements in another type; integers wrap, floats are rounded to nearest. */
  Data to(DataType other) {
    if (other == type) {
      return this;
    }
    Data data = zeros(other, sizes);
    for (int i = 0; i < count(); i++) {
      if (isFloat() || other.isFloat()) {
        data.set(i, get(i));
      } else {
        data.setLong(i, getLong(i));
      }
    }
    return data;
  }

  /** The same with every element changed. */
  Data map(java.util.function.DoubleUnaryOperator change) {
    Data data = zeros(type, sizes);
    for (int i = 0; i < count(); i++) {
      data.set(i, change.applyAsDouble(get(i)));
    }
    return data;
  }

  /** The largest finite magnitude. */
  double magnitude() {
    double most = 0;
    for (int i = 0; i < count(); i++) {
      double size = Math.abs(get(i));
      most = size < Double.POSITIVE_INFINITY ? Math.max(most, size) : most;
    }
    return most;
  }

  boolean isFinite() {
    for (int i = 0; isFloat() && i < count(); i++) {
      if (!Double.isFinite(get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether all bits are the same, but for those of NaN. */
  boolean alike(Data other) {
    if (same(other)) {
      return true;
    }
    if (type != other.type || !Arrays.equals(sizes, other.sizes) || !isFloat()) {
      return false;
    }
    for (int i = 0; i < count(); i++) {
      if (Double.compare(get(i), other.get(i)) != 0) {
        return false;
      }
    }
    return true;
  }

  boolean same(Data other) {
    return type == other.type
        && Arrays.equals(sizes, other.sizes)
        && Arrays.equals(bytes, other.bytes);
  }

  @Override
  public String toString() {
    return type + " " + Arrays.toString(sizes);
  }
}
