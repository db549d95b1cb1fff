package io.culebra.op;

import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Expand.html">Expand</a>: its input, broadcast with
 * a shape.
 *
 * <p>Inputs: the data; the shape, int64.
 */
public record Expand() implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(2, 2);
    inputs.requireType(1, ElementTypes.INT64);
    inputs.requireRank(1, 1, 1);
    return List.of(new TensorType(inputs.dataType(0), shape(inputs)));
  }

  private static @Nullable Shape shape(OpInputs inputs) {
    Shape shape = inputs.shape(0);
    Shape target = GivenShape.of(inputs, 1);
    if (shape == null || target == null) {
      return null;
    }
    Shape result = Broadcasting.shape(shape, target);
    if (result == null) {
      throw inputs.fail("the data does not broadcast with " + target);
    }
    return result;
  }
}
