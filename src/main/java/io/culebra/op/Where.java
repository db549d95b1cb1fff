package io.culebra.op;

import io.culebra.tensor.TensorType;
import java.util.List;
import java.util.Set;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Where.html">Where</a>: an element of the second
 * tensor where the first is true, else of the third, with broadcasting.
 *
 * <p>Inputs: the condition, bool; two tensors of the same type.
 */
public record Where() implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(3, 3);
    inputs.requireType(0, ElementTypes.BOOL);
    inputs.requireType(2, Set.of(inputs.dataType(1)));
    return List.of(new TensorType(inputs.dataType(1), Broadcasting.shape(inputs)));
  }
}
