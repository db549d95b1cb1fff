package io.culebra.op;

import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__PRelu.html">PRelu</a>: x where x >= 0, else slope
 * x.
 *
 * <p>Inputs: X; slope, which broadcasts to X.
 */
public record PRelu() implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(2, 2);
    inputs.requireType(0, ElementTypes.NUMERIC);
    inputs.requireSameTypes();
    Shape x = inputs.shape(0);
    if (x != null) {
      Broadcasting.requireUnidirectional(inputs, 1, x);
    }
    return List.of(inputs.type(0));
  }
}
