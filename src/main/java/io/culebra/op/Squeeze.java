package io.culebra.op;

import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Squeeze.html">Squeeze</a>: its input without some
 * axes of size 1.
 *
 * <p>Inputs: the data; optionally the axes, int64, negative ones counted from the end; default all
 * of size 1.
 */
public record Squeeze() implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, 2);
    inputs.requireType(1, ElementTypes.INT64);
    return List.of(new TensorType(inputs.dataType(0), shape(inputs)));
  }

  private static @Nullable Shape shape(OpInputs inputs) {
    Shape shape = inputs.shape(0);
    long[] axes = inputs.integers(1);
    if (shape == null || (axes == null && (inputs.has(1) || !shape.isKnown()))) {
      return null;
    }
    boolean[] removed = new boolean[shape.rank()];
    for (int i = 0; i < removed.length; i++) {
      removed[i] = axes == null && shape.dim(i).size() == 1;
    }
    for (long axis : axes == null ? new long[0] : axes) {
      int at = inputs.axis(axis, shape.rank());
      inputs.requireDim(0, at, Dim.of(1));
      removed[at] = true;
    }
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < removed.length; i++) {
      if (!removed[i]) {
        dims.add(shape.dim(i));
      }
    }
    return Shape.of(dims);
  }
}
