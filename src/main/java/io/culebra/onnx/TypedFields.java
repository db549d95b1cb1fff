package io.culebra.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.culebra.tensor.DataType;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Reads the elements of a tensor from the fields of onnx.proto that hold them one by one, such as
 * float_data.
 */
final class TypedFields {
  private TypedFields() {}

  /** A new tensor with the elements; fails unless the field has as many as the shape. */
  static Tensor tensor(TensorProto proto, DataType type, Shape shape) {
    return switch (type) {
      case STRING -> strings(proto, shape);
      case FLOAT -> floats(proto.getFloatDataList(), type, shape, 1);
      case COMPLEX64 -> floats(proto.getFloatDataList(), type, shape, 2);
      case DOUBLE -> doubles(proto.getDoubleDataList(), type, shape, 1);
      case COMPLEX128 -> doubles(proto.getDoubleDataList(), type, shape, 2);
      case INT64 -> integers(proto.getInt64DataList(), type, shape);
      case UINT32, UINT64 -> integers(proto.getUint64DataList(), type, shape);
      default -> integers(proto.getInt32DataList(), type, shape);
    };
  }

  private static Tensor strings(TensorProto proto, Shape shape) {
    String[] strings = new String[proto.getStringDataCount()];
    requireCount(strings.length, shape.elements());
    for (int i = 0; i < strings.length; i++) {
      strings[i] = proto.getStringData(i).toStringUtf8();
    }
    return Tensor.of(strings, shape.toArray());
  }

  private static Tensor floats(List<Float> data, DataType type, Shape shape, int numbers) {
    return filled(
        type,
        shape,
        data.size(),
        Math.multiplyExact(shape.elements(), (long) numbers),
        (segment, i) -> segment.setAtIndex(ValueLayout.JAVA_FLOAT, i, data.get(i)));
  }

  private static Tensor doubles(List<Double> data, DataType type, Shape shape, int numbers) {
    return filled(
        type,
        shape,
        data.size(),
        Math.multiplyExact(shape.elements(), (long) numbers),
        (segment, i) -> segment.setAtIndex(ValueLayout.JAVA_DOUBLE, i, data.get(i)));
  }

  /** Types of fewer than eight bits have a packed byte in each entry. */
  private static Tensor integers(List<? extends Number> data, DataType type, Shape shape) {
    long entries = type.bits() < 8 ? type.bytes(shape.elements()) : shape.elements();
    Writer writer =
        switch (type.bits()) {
          case 64 -> (s, i) -> s.setAtIndex(ValueLayout.JAVA_LONG, i, data.get(i).longValue());
          case 32 -> (s, i) -> s.setAtIndex(ValueLayout.JAVA_INT, i, data.get(i).intValue());
          case 16 -> (s, i) -> s.setAtIndex(ValueLayout.JAVA_SHORT, i, data.get(i).shortValue());
          default -> (s, i) -> s.setAtIndex(ValueLayout.JAVA_BYTE, i, data.get(i).byteValue());
        };
    return filled(type, shape, data.size(), entries, writer);
  }

  private interface Writer {
    void write(MemorySegment target, int i);
  }

  private static Tensor filled(DataType type, Shape shape, int given, long needed, Writer writer) {
    requireCount(given, needed);
    Tensor tensor = Tensor.allocate(type, shape);
    for (int i = 0; i < given; i++) {
      writer.write(tensor.segment(), i);
    }
    return tensor;
  }

  private static void requireCount(long given, long needed) {
    if (given != needed) {
      throw new InvalidModelException(
          given + " elements are given where " + needed + " are needed");
    }
  }
}
