package io.culebra.op;

import io.culebra.tensor.DataType;
import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Dropout.html">Dropout</a>: its input: what is
 * dropped in training stays when a trained network runs.
 *
 * <p>Outputs: the input; optionally the mask, all true.
 */
public record Dropout() implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, 1);
    return List.of(inputs.type(0), new TensorType(DataType.BOOL, inputs.shape(0)));
  }
}
