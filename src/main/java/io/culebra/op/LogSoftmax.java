package io.culebra.op;

import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__LogSoftmax.html">LogSoftmax</a>: the natural
 * logarithm of {@link Softmax} along one axis.
 *
 * @param axis the axis, negative to count from the end
 */
public record LogSoftmax(int axis) implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, 1);
    inputs.requireType(0, ElementTypes.FLOATS);
    inputs.requireAxis(axis);
    return List.of(inputs.type(0));
  }
}
