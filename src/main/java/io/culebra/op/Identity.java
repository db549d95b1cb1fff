package io.culebra.op;

import io.culebra.tensor.TensorType;
import java.util.List;

/** <a href="https://onnx.ai/onnx/operators/onnx__Identity.html">Identity</a>: its input. */
public record Identity() implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, 1);
    return List.of(inputs.type(0));
  }
}
