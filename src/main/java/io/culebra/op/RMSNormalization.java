package io.culebra.op;

import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__RMSNormalization.html">RMSNormalization</a>: scale
 * x / sqrt(mean of the squares + epsilon), over the axes from {@code axis} on.
 *
 * <p>Inputs: X; scale, which broadcasts to X.
 *
 * @param axis the first axis that is normalised, negative to count from the end
 * @param epsilon what is added to the mean of the squares
 */
public record RMSNormalization(int axis, float epsilon) implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(2, 2);
    inputs.requireType(0, ElementTypes.FLOATS);
    inputs.requireType(1, ElementTypes.FLOATS);
    inputs.requireAxis(axis);
    Shape x = inputs.shape(0);
    if (x != null) {
      Broadcasting.requireUnidirectional(inputs, 1, x);
    }
    return List.of(inputs.type(0));
  }
}
