package io.culebra.op;

import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__CumSum.html">CumSum</a>: the running sum along one
 * axis.
 *
 * <p>Inputs: the data; the axis, an int32 or int64 scalar, negative to count from the end.
 *
 * @param exclusive whether an element is left out of its own sum
 * @param reverse whether the sum runs from the end
 */
public record CumSum(boolean exclusive, boolean reverse) implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(2, 2);
    inputs.requireType(0, ElementTypes.NUMERIC);
    inputs.requireType(1, ElementTypes.INDICES);
    inputs.requireRank(1, 0, 1);
    long[] axis = inputs.integers(1);
    if (axis != null) {
      if (axis.length != 1) {
        throw inputs.fail("the axis is not one number");
      }
      inputs.requireAxis(axis[0]);
    }
    return List.of(inputs.type(0));
  }
}
