package io.culebra.op;

import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Trilu.html">Trilu</a>: one triangle of the matrices
 * in the last two axes, zeros elsewhere.
 *
 * <p>Inputs: the data; optionally the diagonal that the triangle begins at, an int64 scalar,
 * default 0, above the main one where positive.
 *
 * @param upper whether the upper triangle stays; otherwise the lower
 */
public record Trilu(boolean upper) implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, 2);
    inputs.requireType(1, ElementTypes.INT64);
    inputs.requireRank(0, 2, Integer.MAX_VALUE);
    return List.of(inputs.type(0));
  }
}
