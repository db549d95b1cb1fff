package io.culebra.op;

import io.culebra.tensor.DataType;
import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Cast.html">Cast</a>: its input, converted to
 * another element type.
 *
 * @param to the element type of the output
 * @param saturate whether numbers beyond the range of an eight-bit float become its largest, rather
 *     than infinity or not a number; other types know no saturation
 */
public record Cast(DataType to, boolean saturate) implements Op {
  /** A cast that saturates where the type is an eight-bit float. */
  public Cast(DataType to) {
    this(to, true);
  }

  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, 1);
    return List.of(new TensorType(to, inputs.shape(0)));
  }
}
