package io.culebra.nn.weights;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What stands before the elements in NumPy's array files (<a
 * href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">format 1 to 3</a>),
 * little-endian and in C order.
 *
 * @param dataType of the elements
 * @param shape of the array
 */
public record NpyHeader(DataType dataType, Shape shape) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MOST_HEADER_BYTES = 1 << 20;
  private static final int ALIGNMENT = 64;
  private static final Pattern DESCR = Pattern.compile("'descr':\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([0-9,\\s]*)\\)");

  /** The header for arrays of this type. */
  public static NpyHeader of(TensorType type) {
    return new NpyHeader(type.dataType(), Objects.requireNonNull(type.shape()));
  }

  /**
   * Reads a header; the elements follow.
   *
   * @param where the array as messages name it
   * @throws InvalidInputException if it is none, or describes what a tensor cannot hold
   */
  public static NpyHeader read(ReadableByteChannel channel, String where) throws IOException {
    String header = text(channel, where);
    if (find(ORDER, header, where).equals("True")) {
      throw new InvalidInputException(
          where + ": the array is in Fortran order; save it in C order");
    }
    DataType type = type(find(DESCR, header, where), where);
    Shape shape = shape(find(SHAPE, header, where), where);
    try {
      type.bytes(shape.elements());
    } catch (ArithmeticException e) {
      throw new InvalidInputException(where + ": the shape " + shape + " is too large", e);
    }
    return new NpyHeader(type, shape);
  }

  /** Bytes of the elements. */
  public long elementBytes() {
    return dataType.bytes(shape.elements());
  }

  /**
   * The header's bytes, whose count is a multiple of 64.
   *
   * @throws InvalidInputException if NumPy has no such type
   */
  public byte[] toBytes() {
    String sizes =
        shape.dims().stream().map(dim -> dim.size() + ",").collect(Collectors.joining(" "));
    String header =
        "{'descr': '" + descr(dataType) + "', 'fortran_order': False, 'shape': (" + sizes + "), }";
    int unpadded = MAGIC.length + 4 + header.length() + 1;
    header += " ".repeat(Math.floorMod(-unpadded, ALIGNMENT)) + "\n";
    return ByteBuffer.allocate(MAGIC.length + 4 + header.length())
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) header.length())
        .put(header.getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  private static String text(ReadableByteChannel channel, String where) throws IOException {
    ByteBuffer magic = Transfer.read(channel, ByteBuffer.allocate(MAGIC.length), where);
    if (!magic.equals(ByteBuffer.wrap(MAGIC))) {
      throw new InvalidInputException(where + ": not a .npy file");
    }
    ByteBuffer version = Transfer.read(channel, ByteBuffer.allocate(2), where);
    int lengthBytes = version.get(0) == 1 ? 2 : 4;
    ByteBuffer size = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).limit(lengthBytes);
    int length = Transfer.read(channel, size, where).clear().getInt();
    if (length < 0 || length > MOST_HEADER_BYTES) {
      throw new InvalidInputException(where + ": a header of " + length + " bytes");
    }
    ByteBuffer header = Transfer.read(channel, ByteBuffer.allocate(length), where);
    return StandardCharsets.UTF_8.decode(header).toString();
  }

  private static String find(Pattern pattern, String header, String where) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new InvalidInputException(
          where + ": a header that is not understood: " + header.strip());
    }
    return matcher.group(1);
  }

  private static Shape shape(String sizes, String where) {
    List<Dim> dims = new ArrayList<>();
    try {
      for (String size : sizes.split(",", -1)) {
        if (!size.isBlank()) {
          dims.add(Dim.of(Long.parseLong(size.strip())));
        }
      }
    } catch (NumberFormatException e) {
      throw new InvalidInputException(where + ": a shape that is not understood: " + sizes, e);
    }
    return Shape.of(dims);
  }

  private static DataType type(String descr, String where) {
    return switch (descr) {
      case "<f4" -> DataType.FLOAT;
      case "<f8" -> DataType.DOUBLE;
      case "<f2" -> DataType.FLOAT16;
      case "<i8" -> DataType.INT64;
      case "<i4" -> DataType.INT32;
      case "<i2" -> DataType.INT16;
      case "|i1" -> DataType.INT8;
      case "<u8" -> DataType.UINT64;
      case "<u4" -> DataType.UINT32;
      case "<u2" -> DataType.UINT16;
      case "|u1" -> DataType.UINT8;
      case "|b1" -> DataType.BOOL;
      default ->
          throw new InvalidInputException(where + ": elements of NumPy's type '" + descr + "'");
    };
  }

  private static String descr(DataType type) {
    return switch (type) {
      case FLOAT -> "<f4";
      case DOUBLE -> "<f8";
      case FLOAT16 -> "<f2";
      case INT64 -> "<i8";
      case INT32 -> "<i4";
      case INT16 -> "<i2";
      case INT8 -> "|i1";
      case UINT64 -> "<u8";
      case UINT32 -> "<u4";
      case UINT16 -> "<u2";
      case UINT8 -> "|u1";
      case BOOL -> "|b1";
      default -> throw new InvalidInputException("NumPy has no type for elements of " + type);
    };
  }
}
