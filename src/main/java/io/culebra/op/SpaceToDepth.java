package io.culebra.op;

import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__SpaceToDepth.html">SpaceToDepth</a>: blocks of the
 * two spatial axes moved into the channels.
 *
 * <p>Input: batch x channels x height x width.
 *
 * @param blocksize the height and width of a block
 */
public record SpaceToDepth(int blocksize) implements Op {
  /** Checks that a block has a size. */
  public SpaceToDepth {
    if (blocksize < 1) {
      throw new IllegalArgumentException("blocksize " + blocksize);
    }
  }

  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, 1);
    inputs.requireRank(0, 4, 4);
    return List.of(new TensorType(inputs.dataType(0), shape(inputs)));
  }

  private @Nullable Shape shape(OpInputs inputs) {
    Shape x = inputs.shape(0);
    if (x == null) {
      return null;
    }
    Dim channels = x.dim(1).times(Dim.of((long) blocksize * blocksize));
    return Shape.of(List.of(x.dim(0), channels, shrunk(inputs, 2), shrunk(inputs, 3)));
  }

  private Dim shrunk(OpInputs inputs, int axis) {
    Shape x = inputs.shape(0);
    if (x == null || !x.dim(axis).isKnown()) {
      return Dim.unknown();
    }
    if (x.size(axis) % blocksize != 0) {
      throw inputs.fail("axis " + axis + " in blocks of " + blocksize);
    }
    return Dim.of(x.size(axis) / blocksize);
  }
}
