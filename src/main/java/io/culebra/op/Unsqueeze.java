package io.culebra.op;

import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Unsqueeze.html">Unsqueeze</a>: its input with more
 * axes, of size 1.
 *
 * <p>Inputs: the data; the axes of the output that are new, int64, negative ones counted from the
 * end.
 */
public record Unsqueeze() implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(2, 2);
    inputs.requireType(1, ElementTypes.INT64);
    return List.of(new TensorType(inputs.dataType(0), shape(inputs)));
  }

  private static @Nullable Shape shape(OpInputs inputs) {
    Shape shape = inputs.shape(0);
    long[] axes = inputs.integers(1);
    if (shape == null || axes == null) {
      return null;
    }
    boolean[] added = new boolean[shape.rank() + axes.length];
    for (long axis : axes) {
      int at = inputs.axis(axis, added.length);
      if (added[at]) {
        throw inputs.fail("axis " + axis + " is named twice");
      }
      added[at] = true;
    }
    List<Dim> dims = new ArrayList<>();
    Iterator<Dim> rest = shape.dims().iterator();
    for (boolean isNew : added) {
      dims.add(isNew ? Dim.of(1) : rest.next());
    }
    return Shape.of(dims);
  }
}
