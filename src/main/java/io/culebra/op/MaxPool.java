package io.culebra.op;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__MaxPool.html">MaxPool</a>: the greatest element of
 * each window.
 *
 * <p>Input: batch x channels x spatial sizes. Outputs: the greatest elements; optionally their
 * indices into the flattened input, int64.
 *
 * @param window how the window slides
 * @param ceilMode whether a last window that reaches beyond the padding counts
 * @param columnMajorIndices whether the indices count spatial axes in column-major order
 */
public record MaxPool(Window window, boolean ceilMode, boolean columnMajorIndices) implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, 1);
    inputs.requireType(0, ElementTypes.NUMERIC);
    Shape shape = Pooling.windowed(inputs, window, ceilMode);
    return List.of(
        new TensorType(inputs.dataType(0), shape), new TensorType(DataType.INT64, shape));
  }
}
