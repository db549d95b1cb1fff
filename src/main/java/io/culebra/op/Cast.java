package io.culebra.op;

import io.culebra.tensor.DataType;
import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Cast.html">Cast</a>: its input, converted to
 * another element type.
 *
 * @param to the element type of the output
 */
public record Cast(DataType to) implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, 1);
    return List.of(new TensorType(to, inputs.shape(0)));
  }
}
