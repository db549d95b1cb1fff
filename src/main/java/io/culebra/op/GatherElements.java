package io.culebra.op;

import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__GatherElements.html">GatherElements</a>: for every
 * element of the indices, the element of the data at the same place, but at that index along one
 * axis.
 *
 * <p>Inputs: the data; the indices, int32 or int64, of the same rank, negative ones counted from
 * the end. Output: the shape of the indices.
 *
 * @param axis the axis, negative to count from the end
 */
public record GatherElements(int axis) implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(2, 2);
    inputs.requireType(1, ElementTypes.INDICES);
    inputs.requireAxis(axis);
    Shape data = inputs.shape(0);
    if (data != null) {
      inputs.requireRank(1, data.rank(), data.rank());
    }
    return List.of(new TensorType(inputs.dataType(0), inputs.shape(1)));
  }
}
