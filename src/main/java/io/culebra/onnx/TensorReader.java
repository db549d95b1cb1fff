package io.culebra.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Makes constants of ONNX's tensors, wherever their elements lie. */
final class TensorReader {
  private final ModelBytes file;

  TensorReader(ModelBytes file) {
    this.file = file;
  }

  /**
   * The constant that a tensor describes. Nothing is set aside before its size has been compared
   * with what the file holds; larger data stays in the file.
   *
   * @throws InvalidModelException if type, shape and data contradict one another
   */
  Constant read(TensorProto proto) {
    return guarded(
        proto,
        (type, shape) ->
            proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL
                ? new FileConstant(
                    shown(proto) + " of " + file.name(), type, shape, outside(proto, type, shape))
                : Constant.of(inside(proto, type, shape)));
  }

  /**
   * The same as a tensor that the caller closes; every element as it stands in the file.
   *
   * @throws InvalidModelException if type, shape and data contradict one another
   */
  Tensor tensor(TensorProto proto) {
    return guarded(
        proto,
        (type, shape) ->
            proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL
                ? Tensor.copyOf(outside(proto, type, shape), type, shape)
                : inside(proto, type, shape));
  }

  /** Makes something of a tensor whose type and shape have been read. */
  private interface Maker<T> {
    T make(DataType type, Shape shape);
  }

  private static <T> T guarded(TensorProto proto, Maker<T> maker) {
    if (proto.hasSegment()) {
      throw new InvalidModelException(
          shown(proto) + " is given in segments, which ONNX does not define");
    }
    try {
      return maker.make(DataType.ofOnnxNumber(proto.getDataType()), shape(proto));
    } catch (InvalidModelException e) {
      throw new InvalidModelException(shown(proto) + ": " + e.getMessage(), e);
    } catch (ArithmeticException e) {
      throw new InvalidModelException(
          shown(proto) + " of " + proto.getDimsList() + " is too large", e);
    }
  }

  private static String shown(TensorProto proto) {
    return proto.getName().isEmpty() ? "a tensor" : "tensor '" + proto.getName() + "'";
  }

  private static Tensor inside(TensorProto proto, DataType type, Shape shape) {
    if (!proto.hasRawData()) {
      return TypedFields.tensor(proto, type, shape);
    }
    MemorySegment data = MemorySegment.ofBuffer(proto.getRawData().asReadOnlyByteBuffer());
    requireSize(data, type, shape);
    return Tensor.copyOf(data, type, shape);
  }

  private static Shape shape(TensorProto tensor) {
    List<Dim> dims = new ArrayList<>();
    for (long size : tensor.getDimsList()) {
      if (size < 0) {
        throw new InvalidModelException("a size of " + size);
      }
      dims.add(Dim.of(size));
    }
    return Shape.of(dims);
  }

  private MemorySegment outside(TensorProto proto, DataType type, Shape shape) {
    String location = null;
    long offset = 0;
    long length = -1;
    for (StringStringEntryProto entry : proto.getExternalDataList()) {
      switch (entry.getKey()) {
        case "location" -> location = entry.getValue();
        case "offset" -> offset = number(entry);
        case "length" -> length = number(entry);
        default -> {}
      }
    }
    MemorySegment whole = location == null ? file.bytes() : file.external(location);
    long count = length < 0 ? whole.byteSize() - offset : length;
    if (offset > whole.byteSize() || count > whole.byteSize() - offset) {
      throw new InvalidModelException(
          "its data should be "
              + count
              + " bytes from byte "
              + offset
              + " of a file of "
              + whole.byteSize());
    }
    MemorySegment data = whole.asSlice(offset, count);
    requireSize(data, type, shape);
    return data;
  }

  private static long number(StringStringEntryProto entry) {
    try {
      long number = Long.parseLong(entry.getValue().strip());
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new InvalidModelException(entry.getKey() + " '" + entry.getValue() + "'", e);
    }
    throw new InvalidModelException(entry.getKey() + " " + entry.getValue());
  }

  private static void requireSize(MemorySegment data, DataType type, Shape shape) {
    if (type == DataType.STRING) {
      throw new InvalidModelException("strings cannot be raw or external data");
    }
    long needed = type.bytes(shape.elements());
    if (data.byteSize() != needed) {
      throw new InvalidModelException(
          data.byteSize() + " bytes of data for " + type + " " + shape + ", which takes " + needed);
    }
  }
}
