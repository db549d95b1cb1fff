package io.culebra.op;

import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Pow.html">Pow</a>: the first tensor to the power of
 * the second, element by element, with broadcasting; the result has the type of the base.
 */
public record Pow() implements BinaryElementwise {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(2, 2);
    inputs.requireType(0, elementTypes());
    inputs.requireType(1, elementTypes());
    return List.of(new TensorType(inputs.dataType(0), Broadcasting.shape(inputs)));
  }
}
