package io.culebra.perf.data;

import io.culebra.perf.PerfException;
import java.nio.ByteBuffer;

/** The element types that inputs and outputs of measured models have. */
public enum ElementType {
  FLOAT(1, Float.BYTES),
  UINT8(2, Byte.BYTES),
  INT8(3, Byte.BYTES),
  INT32(6, Integer.BYTES),
  INT64(7, Long.BYTES),
  BOOL(9, Byte.BYTES),
  DOUBLE(11, Double.BYTES);

  private final int onnxNumber;
  private final int bytes;

  ElementType(int onnxNumber, int bytes) {
    this.onnxNumber = onnxNumber;
    this.bytes = bytes;
  }

  /** Size of an element in bytes. */
  public int bytes() {
    return bytes;
  }

  /** Whether the elements are floating-point numbers. */
  public boolean isFloating() {
    return this == FLOAT || this == DOUBLE;
  }

  /** The element with this index as a double; booleans are 0 and 1. */
  public double get(ByteBuffer data, int index) {
    int at = index * bytes;
    return switch (this) {
      case FLOAT -> data.getFloat(at);
      case DOUBLE -> data.getDouble(at);
      case INT64 -> data.getLong(at);
      case INT32 -> data.getInt(at);
      case INT8, BOOL -> data.get(at);
      case UINT8 -> Byte.toUnsignedInt(data.get(at));
    };
  }

  /** Stores a value as the element with this index, cast to the type. */
  void put(ByteBuffer data, int index, double value) {
    int at = index * bytes;
    switch (this) {
      case FLOAT -> data.putFloat(at, (float) value);
      case DOUBLE -> data.putDouble(at, value);
      case INT64 -> data.putLong(at, (long) value);
      case INT32 -> data.putInt(at, (int) value);
      case INT8, BOOL, UINT8 -> data.put(at, (byte) value);
    }
  }

  /**
   * The type with this number in ONNX's {@code TensorProto.DataType}.
   *
   * @throws PerfException if the harness has no such type
   */
  public static ElementType ofOnnx(int number) {
    for (ElementType type : values()) {
      if (type.onnxNumber == number) {
        return type;
      }
    }
    throw new PerfException(
        "the harness cannot make or compare tensors of ONNX data type " + number);
  }
}
