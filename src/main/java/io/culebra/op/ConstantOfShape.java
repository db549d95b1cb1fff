package io.culebra.op;

import io.culebra.tensor.Constant;
import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__ConstantOfShape.html">ConstantOfShape</a>: a tensor
 * with the same value everywhere.
 *
 * <p>Input: the shape, int64.
 *
 * @param value the only element, of the type of the output
 */
public record ConstantOfShape(Constant value) implements Op {
  /** Checks that there is one element. */
  public ConstantOfShape {
    if (value.shape().elements() != 1) {
      throw new IllegalArgumentException("value of shape " + value.shape() + ", not one element");
    }
  }

  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, 1);
    inputs.requireType(0, ElementTypes.INT64);
    inputs.requireRank(0, 1, 1);
    return List.of(new TensorType(value.dataType(), GivenShape.of(inputs, 0)));
  }
}
