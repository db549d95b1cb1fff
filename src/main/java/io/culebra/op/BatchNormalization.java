package io.culebra.op;

import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__BatchNormalization.html">BatchNormalization</a>:
 * scale (x - mean) / sqrt(variance + epsilon) + bias per channel, with the statistics of the
 * training.
 *
 * <p>Inputs: X, batch x channels x ...; scale, bias, mean and variance, channels each.
 *
 * @param epsilon what is added to the variance
 */
public record BatchNormalization(float epsilon) implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(5, 5);
    inputs.requireType(0, ElementTypes.FLOATS);
    for (int i = 1; i < 5; i++) {
      inputs.requireType(i, ElementTypes.FLOATS);
    }
    inputs.requireRank(0, 2, Integer.MAX_VALUE);
    Shape x = inputs.shape(0);
    for (int i = 1; i < 5; i++) {
      inputs.requireRank(i, 1, 1);
      if (x != null) {
        inputs.requireDim(i, 0, x.dim(1));
      }
    }
    return List.of(inputs.type(0));
  }
}
