package io.culebra.tensor;

/**
 * The element types of ONNX tensors (onnx.proto3, {@code TensorProto.DataType}), with their numbers
 * there.
 *
 * <p>Types of fewer than eight bits lie packed, the first element in the low bits, as ONNX packs
 * them.
 */
public enum DataType {
  FLOAT(1, 32),
  UINT8(2, 8),
  INT8(3, 8),
  UINT16(4, 16),
  INT16(5, 16),
  INT32(6, 32),
  INT64(7, 64),
  STRING(8, 0),
  BOOL(9, 8),
  FLOAT16(10, 16),
  DOUBLE(11, 64),
  UINT32(12, 32),
  UINT64(13, 64),
  COMPLEX64(14, 64),
  COMPLEX128(15, 128),
  BFLOAT16(16, 16),
  FLOAT8E4M3FN(17, 8),
  FLOAT8E4M3FNUZ(18, 8),
  FLOAT8E5M2(19, 8),
  FLOAT8E5M2FNUZ(20, 8),
  UINT4(21, 4),
  INT4(22, 4),
  FLOAT4E2M1(23, 4),
  FLOAT8E8M0(24, 8),
  UINT2(25, 2),
  INT2(26, 2);

  private static final DataType[] BY_NUMBER = new DataType[27];

  static {
    for (DataType type : values()) {
      BY_NUMBER[type.onnxNumber] = type;
    }
  }

  private final int onnxNumber;
  private final int bits;

  DataType(int onnxNumber, int bits) {
    this.onnxNumber = onnxNumber;
    this.bits = bits;
  }

  /**
   * The type with this number in ONNX files.
   *
   * @throws InvalidModelException if ONNX has no such type
   */
  public static DataType ofOnnxNumber(int number) {
    if (number < 1 || number >= BY_NUMBER.length) {
      throw new InvalidModelException("data type " + number + " is not one that ONNX has");
    }
    return BY_NUMBER[number];
  }

  /** The number of this type in ONNX files. */
  public int onnxNumber() {
    return onnxNumber;
  }

  /** Bits of one element; 0 for {@link #STRING}, which has no fixed size. */
  public int bits() {
    return bits;
  }

  /**
   * Bytes that {@code elements} packed elements take.
   *
   * @throws ArithmeticException if the product does not fit in a long
   */
  public long bytes(long elements) {
    return bits >= 8
        ? Math.multiplyExact(elements, (long) (bits / 8))
        : Math.addExact(Math.multiplyExact(elements, (long) bits), 7) / 8;
  }

  /** Whether this is a floating-point type of any width. */
  public boolean isFloat() {
    return switch (this) {
      case FLOAT,
          DOUBLE,
          FLOAT16,
          BFLOAT16,
          FLOAT8E4M3FN,
          FLOAT8E4M3FNUZ,
          FLOAT8E5M2,
          FLOAT8E5M2FNUZ,
          FLOAT4E2M1,
          FLOAT8E8M0 ->
          true;
      default -> false;
    };
  }

  /** Whether this is a signed or unsigned integer type of any width. */
  public boolean isInteger() {
    return switch (this) {
      case UINT8, INT8, UINT16, INT16, INT32, INT64, UINT32, UINT64, UINT4, INT4, UINT2, INT2 ->
          true;
      default -> false;
    };
  }
}
