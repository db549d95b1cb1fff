package io.culebra.op;

import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__GlobalAveragePool.html">GlobalAveragePool</a>: the
 * mean of each channel.
 *
 * <p>Input: batch x channels x spatial sizes. Output: the same with every spatial size 1.
 */
public record GlobalAveragePool() implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, 1);
    inputs.requireType(0, ElementTypes.FLOATS);
    return List.of(new TensorType(inputs.dataType(0), Pooling.global(inputs)));
  }
}
