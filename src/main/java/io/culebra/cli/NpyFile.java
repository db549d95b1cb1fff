package io.culebra.cli;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * NumPy's array files (<a
 * href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">format 1 to 3</a>),
 * little-endian and in C order.
 */
final class NpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MOST_HEADER_BYTES = 1 << 20;
  private static final int ALIGNMENT = 64;
  private static final Pattern DESCR = Pattern.compile("'descr':\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([0-9,\\s]*)\\)");

  private NpyFile() {}

  /**
   * Reads a file into a tensor that the caller closes.
   *
   * @throws InvalidInputException if it is no such file, or holds what a tensor cannot hold
   */
  static Tensor read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      String header = header(channel, file);
      if (find(ORDER, header, file).equals("True")) {
        throw new InvalidInputException(
            file + ": the array is in Fortran order; save it in C order");
      }
      DataType type = type(find(DESCR, header, file), file);
      Shape shape = shape(find(SHAPE, header, file), file);
      long left = channel.size() - channel.position();
      if (bytes(type, shape, file) != left) {
        throw new InvalidInputException(
            file
                + ": "
                + left
                + " bytes of elements, which is not an array of "
                + type
                + " "
                + shape);
      }
      Tensor tensor = Tensor.allocate(type, shape);
      readFully(channel, tensor.segment(), file);
      return tensor;
    }
  }

  private static String header(FileChannel channel, Path file) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(MAGIC.length + 2).order(ByteOrder.LITTLE_ENDIAN);
    channel.read(start);
    for (int i = 0; i < MAGIC.length; i++) {
      if (start.get(i) != MAGIC[i]) {
        throw new InvalidInputException(file + ": not a .npy file");
      }
    }
    int lengthBytes = start.get(MAGIC.length) == 1 ? 2 : 4;
    ByteBuffer size = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).limit(lengthBytes);
    channel.read(size);
    int length = size.clear().getInt();
    if (length < 0 || length > MOST_HEADER_BYTES) {
      throw new InvalidInputException(file + ": a header of " + length + " bytes");
    }
    ByteBuffer header = ByteBuffer.allocate(length);
    if (channel.read(header) < length) {
      throw new InvalidInputException(
          file + ": cut short: a header of " + length + " bytes is not all there");
    }
    return StandardCharsets.UTF_8.decode(header.flip()).toString();
  }

  private static String find(Pattern pattern, String header, Path file) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new InvalidInputException(
          file + ": a header that is not understood: " + header.strip());
    }
    return matcher.group(1);
  }

  private static Shape shape(String sizes, Path file) {
    List<Dim> dims = new ArrayList<>();
    try {
      for (String size : sizes.split(",", -1)) {
        if (!size.isBlank()) {
          dims.add(Dim.of(Long.parseLong(size.strip())));
        }
      }
    } catch (NumberFormatException e) {
      throw new InvalidInputException(file + ": a shape that is not understood: " + sizes, e);
    }
    return Shape.of(dims);
  }

  private static long bytes(DataType type, Shape shape, Path file) {
    try {
      return type.bytes(shape.elements());
    } catch (ArithmeticException e) {
      throw new InvalidInputException(file + ": the shape " + shape + " is too large", e);
    }
  }

  private static void readFully(FileChannel channel, MemorySegment to, Path file)
      throws IOException {
    long done = 0;
    while (done < to.byteSize()) {
      long part = Math.min(to.byteSize() - done, 1 << 30);
      int read = channel.read(to.asSlice(done, part).asByteBuffer());
      if (read < 0) {
        throw new InvalidInputException(file + ": cut short");
      }
      done += read;
    }
  }

  /** Writes a tensor of any type that NumPy has too. */
  static void write(Path file, Tensor tensor) throws IOException {
    String sizes =
        tensor.shape().dims().stream()
            .map(dim -> dim.size() + ",")
            .collect(Collectors.joining(" "));
    String header =
        "{'descr': '"
            + descr(tensor.dataType())
            + "', 'fortran_order': False, 'shape': ("
            + sizes
            + "), }";
    int unpadded = MAGIC.length + 4 + header.length() + 1;
    header += " ".repeat(Math.floorMod(-unpadded, ALIGNMENT)) + "\n";
    ByteBuffer start =
        ByteBuffer.allocate(MAGIC.length + 4 + header.length()).order(ByteOrder.LITTLE_ENDIAN);
    start.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) header.length());
    start.put(header.getBytes(StandardCharsets.US_ASCII)).flip();
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      channel.write(start);
      MemorySegment elements = tensor.segment();
      for (long done = 0; done < elements.byteSize(); ) {
        long part = Math.min(elements.byteSize() - done, 1 << 30);
        done += channel.write(elements.asSlice(done, part).asByteBuffer());
      }
    }
  }

  private static DataType type(String descr, Path file) {
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
          throw new InvalidInputException(file + ": elements of NumPy's type '" + descr + "'");
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
