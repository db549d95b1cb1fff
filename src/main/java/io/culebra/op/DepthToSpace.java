package io.culebra.op;

import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__DepthToSpace.html">DepthToSpace</a>: blocks of
 * channels moved into the two spatial axes.
 *
 * <p>Input: batch x channels x height x width.
 *
 * @param blocksize the height and width of a block
 * @param crd whether the channels are ordered channel, row, column (CRD); otherwise row, column,
 *     channel (DCR)
 */
public record DepthToSpace(int blocksize, boolean crd) implements Op {
  /** Checks that a block has a size. */
  public DepthToSpace {
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
    Dim block = Dim.of(blocksize);
    long area = (long) blocksize * blocksize;
    if (x.dim(1).isKnown() && x.size(1) % area != 0) {
      throw inputs.fail(x.dim(1) + " channels in blocks of " + area);
    }
    Dim channels = x.dim(1).isKnown() ? Dim.of(x.size(1) / area) : Dim.unknown();
    return Shape.of(List.of(x.dim(0), channels, x.dim(2).times(block), x.dim(3).times(block)));
  }
}
