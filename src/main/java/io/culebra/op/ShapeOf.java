package io.culebra.op;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Shape.html">Shape</a>: the sizes of the input's
 * axes, int64.
 *
 * @param start the first axis that is told, negative to count from the end
 * @param end the axis before which it stops, negative to count from the end; null for the rank
 */
public record ShapeOf(int start, @Nullable Integer end) implements Op {
  /** {@code Shape}: the record has another name because tensors have shapes. */
  @Override
  public String name() {
    return "Shape";
  }

  /** The first axis that is told of a tensor of this rank. */
  public int from(int rank) {
    return bounded(start, rank);
  }

  /** The axis before which it stops for a tensor of this rank, at least {@link #from}. */
  public int to(int rank) {
    return Math.max(from(rank), end == null ? rank : bounded(end, rank));
  }

  private static int bounded(int axis, int rank) {
    return Math.clamp(axis < 0 ? (long) axis + rank : axis, 0, rank);
  }

  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, 1);
    Shape shape = inputs.shape(0);
    Dim count = shape == null ? Dim.unknown() : Dim.of(to(shape.rank()) - from(shape.rank()));
    return List.of(new TensorType(DataType.INT64, Shape.of(List.of(count))));
  }
}
