package io.culebra.op;

import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Tile.html">Tile</a>: its input, repeated along each
 * axis.
 *
 * <p>Inputs: the data; how often per axis, int64.
 */
public record Tile() implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(2, 2);
    inputs.requireType(1, ElementTypes.INT64);
    inputs.requireRank(1, 1, 1);
    return List.of(new TensorType(inputs.dataType(0), shape(inputs)));
  }

  private static @Nullable Shape shape(OpInputs inputs) {
    Shape shape = inputs.shape(0);
    if (shape == null) {
      return null;
    }
    inputs.requireDim(1, 0, Dim.of(shape.rank()));
    long[] repeats = inputs.integers(1);
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      if (repeats != null && repeats[i] < 0) {
        throw inputs.fail("axis " + i + " is repeated " + repeats[i] + " times");
      }
      Dim times = repeats == null ? Dim.unknown() : Dim.of(repeats[i]);
      dims.add(repeats == null ? times : shape.dim(i).times(times));
    }
    return Shape.of(dims);
  }
}
