package io.culebra.op;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__ArgMin.html">ArgMin</a>: the index of the least
 * element along one axis, int64.
 *
 * @param axis the axis, negative to count from the end
 * @param keepDims whether the axis stays, with size 1
 * @param selectLastIndex whether the last of equal elements counts; otherwise the first
 */
public record ArgMin(int axis, boolean keepDims, boolean selectLastIndex) implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, 1);
    inputs.requireType(0, ElementTypes.NUMERIC);
    return List.of(new TensorType(DataType.INT64, shape(inputs)));
  }

  private @Nullable Shape shape(OpInputs inputs) {
    Shape shape = inputs.shape(0);
    if (shape == null) {
      return null;
    }
    int at = inputs.axis(axis, shape.rank());
    if (shape.dim(at).size() == 0) {
      throw inputs.fail("axis " + axis + " has no element");
    }
    List<Dim> dims = new ArrayList<>(shape.dims());
    dims.remove(at);
    return keepDims ? shape.with(at, Dim.of(1)) : Shape.of(dims);
  }
}
