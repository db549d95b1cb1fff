package io.culebra.op;

import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__AffineGrid.html">AffineGrid</a>: the grid for
 * {@link GridSample} that an affine map makes of the places of the output.
 *
 * <p>Inputs: theta, batch x 2 x 3 or batch x 3 x 4; the output's sizes, int64, batch, channels,
 * (depth,) height, width. Output: batch x (depth x) height x width x 2 or 3.
 *
 * @param alignCorners whether -1 and 1 are the centres of the border elements; otherwise their
 *     outer edges
 */
public record AffineGrid(boolean alignCorners) implements Op {
  /** Where an element lies along an axis of so many, from -1 to 1. */
  public double coordinate(long index, long size) {
    if (alignCorners) {
      return size == 1 ? -1 : 2.0 * index / (size - 1) - 1;
    }
    return (2.0 * index + 1) / size - 1;
  }

  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(2, 2);
    inputs.requireType(0, ElementTypes.FLOATS);
    inputs.requireType(1, ElementTypes.INT64);
    inputs.requireRank(0, 3, 3);
    inputs.requireRank(1, 1, 1);
    return List.of(new TensorType(inputs.dataType(0), shape(inputs)));
  }

  private static @Nullable Shape shape(OpInputs inputs) {
    Shape size = GivenShape.of(inputs, 1);
    if (size == null) {
      return null;
    }
    int axes = size.rank() - 2;
    if (axes != 2 && axes != 3) {
      throw inputs.fail("sizes of an output with " + size.rank() + " axes");
    }
    inputs.requireDim(0, 0, size.dim(0));
    inputs.requireDim(0, 1, Dim.of(axes));
    inputs.requireDim(0, 2, Dim.of(axes + 1L));
    List<Dim> dims = new ArrayList<>(List.of(size.dim(0)));
    dims.addAll(size.dims().subList(2, size.rank()));
    dims.add(Dim.of(axes));
    return Shape.of(dims);
  }
}
