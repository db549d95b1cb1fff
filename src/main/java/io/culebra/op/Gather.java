package io.culebra.op;

import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Gather.html">Gather</a>: the slices of the data at
 * some indices along one axis.
 *
 * <p>Inputs: the data; the indices, int32 or int64, negative ones counted from the end. Output: the
 * shape of the data with the axis replaced by the axes of the indices.
 *
 * @param axis the axis, negative to count from the end
 */
public record Gather(int axis) implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(2, 2);
    inputs.requireType(1, ElementTypes.INDICES);
    inputs.requireAxis(axis);
    return List.of(new TensorType(inputs.dataType(0), shape(inputs)));
  }

  private @Nullable Shape shape(OpInputs inputs) {
    Shape data = inputs.shape(0);
    Shape indices = inputs.shape(1);
    if (data == null || indices == null) {
      return null;
    }
    int at = inputs.axis(axis, data.rank());
    requireInside(inputs, data.dim(at));
    List<Dim> dims = new ArrayList<>(data.dims().subList(0, at));
    dims.addAll(indices.dims());
    dims.addAll(data.dims().subList(at + 1, data.rank()));
    return Shape.of(dims);
  }

  private static void requireInside(OpInputs inputs, Dim size) {
    long[] indices = inputs.integers(1);
    for (int i = 0; indices != null && size.isKnown() && i < indices.length; i++) {
      if (indices[i] < -size.size() || indices[i] >= size.size()) {
        throw inputs.fail("index " + indices[i] + " of an axis of " + size);
      }
    }
  }
}
