package io.culebra.op;

import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__AveragePool.html">AveragePool</a>: the mean of each
 * window.
 *
 * <p>Input: batch x channels x spatial sizes.
 *
 * @param window how the window slides
 * @param ceilMode whether a last window that reaches beyond the padding counts
 * @param countIncludePad whether padding counts as zeros; otherwise the mean is that of the
 *     elements inside
 */
public record AveragePool(Window window, boolean ceilMode, boolean countIncludePad) implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, 1);
    inputs.requireType(0, ElementTypes.FLOATS);
    return List.of(new TensorType(inputs.dataType(0), Pooling.windowed(inputs, window, ceilMode)));
  }
}
