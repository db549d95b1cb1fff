package io.culebra.op;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__NonZero.html">NonZero</a>: the indices of the
 * elements that are not zero, in row-major order.
 *
 * <p>Output: rank x count, int64; the count depends on the data.
 */
public record NonZero() implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, 1);
    Shape shape = inputs.shape(0);
    Dim rank = shape == null ? Dim.unknown() : Dim.of(shape.rank());
    return List.of(new TensorType(DataType.INT64, Shape.of(List.of(rank, Dim.unknown()))));
  }
}
