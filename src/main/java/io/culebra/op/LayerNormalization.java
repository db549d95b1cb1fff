package io.culebra.op;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__LayerNormalization.html">LayerNormalization</a>:
 * scale (x - mean) / sqrt(variance + epsilon) + bias, with the mean and the variance of the axes
 * from {@code axis} on.
 *
 * <p>Inputs: X; scale and optionally bias, which broadcast to X. Outputs: Y; optionally the means
 * and the inverse standard deviations, of the shape of X with the normalised axes 1.
 *
 * @param axis the first axis that is normalised, negative to count from the end
 * @param epsilon what is added to the variance
 */
public record LayerNormalization(int axis, float epsilon) implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(2, 3);
    inputs.requireType(0, ElementTypes.FLOATS);
    inputs.requireSameTypes();
    Shape x = inputs.shape(0);
    TensorType statistics = new TensorType(DataType.FLOAT, null);
    if (x != null) {
      Broadcasting.requireUnidirectional(inputs, 1, x);
      Broadcasting.requireUnidirectional(inputs, 2, x);
      Shape narrowed = x;
      for (int i = inputs.axis(axis, x.rank()); i < x.rank(); i++) {
        narrowed = narrowed.with(i, Dim.of(1));
      }
      statistics = new TensorType(DataType.FLOAT, narrowed);
    }
    return List.of(inputs.type(0), statistics, statistics);
  }
}
