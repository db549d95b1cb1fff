package io.culebra.onnx;

import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import io.culebra.tensor.UnsupportedModelException;
import java.util.ArrayList;
import java.util.List;

/** Reads what a model declares of its inputs. */
final class ValueTypes {
  private ValueTypes() {}

  /**
   * The type of an input. A negative size, as some exporters write it, is an unknown one.
   *
   * @throws InvalidModelException if no type is declared
   * @throws UnsupportedModelException if it is not that of a tensor
   */
  static TensorType of(ValueInfoProto info) {
    TypeProto type = info.getType();
    switch (type.getValueCase()) {
      case TENSOR_TYPE -> {}
      case VALUE_NOT_SET ->
          throw new InvalidModelException("the input '" + info.getName() + "' has no type");
      default ->
          throw new UnsupportedModelException(
              "the input '" + info.getName() + "' is a " + type.getValueCase() + ", not a tensor");
    }
    TypeProto.Tensor tensor = type.getTensorType();
    DataType dataType;
    try {
      dataType = DataType.ofOnnxNumber(tensor.getElemType());
    } catch (InvalidModelException e) {
      throw new InvalidModelException("the input '" + info.getName() + "': " + e.getMessage(), e);
    }
    return new TensorType(dataType, tensor.hasShape() ? shape(tensor.getShape()) : null);
  }

  private static Shape shape(TensorShapeProto proto) {
    List<Dim> dims = new ArrayList<>();
    for (Dimension dim : proto.getDimList()) {
      if (dim.hasDimValue() && dim.getDimValue() >= 0) {
        dims.add(Dim.of(dim.getDimValue()));
      } else if (dim.hasDimParam() && !dim.getDimParam().isEmpty()) {
        dims.add(Dim.symbol(dim.getDimParam()));
      } else {
        dims.add(Dim.unknown());
      }
    }
    return Shape.of(dims);
  }
}
