package io.culebra.op;

import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__OneHot.html">OneHot</a>: a new axis with the second
 * of two values at the index, the first elsewhere.
 *
 * <p>Inputs: the indices, any number, negative ones counted from the end, none for those outside;
 * the size of the new axis, one number; the two values, of the type of the output.
 *
 * @param axis where the new axis stands in the output, negative to count from the end
 */
public record OneHot(int axis) implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(3, 3);
    inputs.requireType(0, ElementTypes.NUMERIC);
    inputs.requireType(1, ElementTypes.NUMERIC);
    inputs.requireRank(2, 1, 1);
    inputs.requireDim(2, 0, Dim.of(2));
    return List.of(new TensorType(inputs.dataType(2), shape(inputs)));
  }

  private @Nullable Shape shape(OpInputs inputs) {
    Shape indices = inputs.shape(0);
    if (indices == null) {
      return null;
    }
    List<Dim> dims = new ArrayList<>(indices.dims());
    dims.add(inputs.axis(axis, indices.rank() + 1), depth(inputs));
    return Shape.of(dims);
  }

  private static Dim depth(OpInputs inputs) {
    Double depth = inputs.number(1);
    if (depth == null) {
      return Dim.unknown();
    }
    if (!(depth >= 0 && depth <= Long.MAX_VALUE)) {
      throw inputs.fail("depth " + depth);
    }
    return Dim.of(depth.longValue());
  }
}
