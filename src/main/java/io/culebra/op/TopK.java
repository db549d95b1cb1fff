package io.culebra.op;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__TopK.html">TopK</a>: the k greatest or least
 * elements along one axis.
 *
 * <p>Inputs: the data; k, one int64. Outputs: the elements; their indices, int64.
 *
 * @param axis the axis, negative to count from the end
 * @param largest whether the greatest are wanted; otherwise the least
 * @param sorted whether they come in order
 */
public record TopK(int axis, boolean largest, boolean sorted) implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(2, 2);
    inputs.requireType(0, ElementTypes.NUMERIC);
    inputs.requireType(1, ElementTypes.INT64);
    Shape shape = shape(inputs);
    return List.of(
        new TensorType(inputs.dataType(0), shape), new TensorType(DataType.INT64, shape));
  }

  private @Nullable Shape shape(OpInputs inputs) {
    Shape data = inputs.shape(0);
    if (data == null) {
      return null;
    }
    int at = inputs.axis(axis, data.rank());
    long[] k = inputs.integers(1);
    if (k == null) {
      return data.with(at, Dim.unknown());
    }
    boolean fits = k.length == 1 && k[0] >= 0;
    if (!fits || (data.dim(at).isKnown() && k[0] > data.size(at))) {
      throw inputs.fail("k " + Arrays.toString(k) + " of axis " + axis);
    }
    return data.with(at, Dim.of(k[0]));
  }
}
