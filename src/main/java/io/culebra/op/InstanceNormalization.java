package io.culebra.op;

import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * <a
 * href="https://onnx.ai/onnx/operators/onnx__InstanceNormalization.html">InstanceNormalization</a>:
 * scale (x - mean) / sqrt(variance + epsilon) + bias, with the mean and the variance of each
 * channel of each sample.
 *
 * <p>Inputs: X, batch x channels x spatial sizes; scale and bias, channels each.
 *
 * @param epsilon what is added to the variance
 */
public record InstanceNormalization(float epsilon) implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(3, 3);
    inputs.requireType(0, ElementTypes.FLOATS);
    inputs.requireSameTypes();
    inputs.requireRank(0, 3, Integer.MAX_VALUE);
    Shape x = inputs.shape(0);
    for (int i = 1; i < 3; i++) {
      inputs.requireRank(i, 1, 1);
      if (x != null) {
        inputs.requireDim(i, 0, x.dim(1));
      }
    }
    return List.of(inputs.type(0));
  }
}
