package io.culebra.op;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Size.html">Size</a>: the number of elements, an
 * int64 scalar.
 */
public record Size() implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, 1);
    return List.of(new TensorType(DataType.INT64, Shape.scalar()));
  }
}
