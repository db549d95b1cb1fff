package io.culebra.op;

import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__GridSample.html">GridSample</a>: its input, sampled
 * at the places that a grid names.
 *
 * <p>Inputs: X, batch x channels x spatial sizes; the grid, batch x output spatial sizes x spatial
 * axes, places from -1 to 1 along each axis, the last axis first. Output: batch x channels x output
 * spatial sizes.
 *
 * @param mode how an element is made of those around
 * @param padding what lies outside
 * @param alignCorners whether -1 and 1 are the centres of the border elements; otherwise their
 *     outer edges
 */
public record GridSample(ResizeMode mode, PaddingMode padding, boolean alignCorners) implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(2, 2);
    inputs.requireType(0, ElementTypes.NUMERIC);
    inputs.requireType(1, ElementTypes.FLOATS);
    return List.of(new TensorType(inputs.dataType(0), shape(inputs)));
  }

  private static @Nullable Shape shape(OpInputs inputs) {
    inputs.requireRank(0, 3, Integer.MAX_VALUE);
    inputs.requireRank(1, 3, Integer.MAX_VALUE);
    Shape x = inputs.shape(0);
    Shape grid = inputs.shape(1);
    if (x == null || grid == null) {
      return null;
    }
    inputs.requireRank(1, x.rank(), x.rank());
    inputs.requireDim(1, 0, x.dim(0));
    inputs.requireDim(1, x.rank() - 1, Dim.of(x.rank() - 2));
    List<Dim> dims = new ArrayList<>(List.of(x.dim(0), x.dim(1)));
    dims.addAll(grid.dims().subList(1, grid.rank() - 1));
    return Shape.of(dims);
  }
}
