package io.culebra.op;

import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Conv.html">Conv</a>: a convolution.
 *
 * <p>Inputs: X, batch x channels x spatial sizes; W, output channels x (channels / group) x kernel;
 * optionally the bias B, output channels. Output: batch x output channels x spatial sizes.
 *
 * @param window how the kernel slides; its sizes are those of W
 * @param group into how many groups the channels are split
 */
public record Conv(Window window, int group) implements Op {
  /** Checks that there is a group. */
  public Conv {
    if (group < 1) {
      throw new IllegalArgumentException("group " + group);
    }
  }

  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(2, 3);
    inputs.requireType(0, ElementTypes.FLOATS);
    inputs.requireSameTypes();
    return List.of(new TensorType(inputs.dataType(0), shape(inputs)));
  }

  private @Nullable Shape shape(OpInputs inputs) {
    inputs.requireRank(0, 3, Integer.MAX_VALUE);
    inputs.requireRank(1, 3, Integer.MAX_VALUE);
    Shape x = inputs.shape(0);
    Shape w = inputs.shape(1);
    if (x == null || w == null) {
      return null;
    }
    inputs.requireRank(1, x.rank(), x.rank());
    requireChannels(inputs, x.dim(1), w);
    window.requireAxes(inputs, x.rank() - 2);
    List<Dim> dims = new ArrayList<>();
    dims.add(x.dim(0));
    dims.add(w.dim(0));
    for (int i = 0; i < x.rank() - 2; i++) {
      dims.add(spatial(inputs, i, x.dim(i + 2), w.dim(i + 2)));
    }
    return Shape.of(dims);
  }

  private void requireChannels(OpInputs inputs, Dim channels, Shape w) {
    if (w.dim(0).isKnown() && w.dim(0).size() % group != 0) {
      throw inputs.fail(w.dim(0) + " output channels in " + group + " groups");
    }
    if (!channels.mayEqual(w.dim(1).times(Dim.of(group)))) {
      throw inputs.fail(
          channels + " channels, but weights for " + group + " groups of " + w.dim(1));
    }
    inputs.requireRank(2, 1, 1);
    inputs.requireDim(2, 0, w.dim(0));
  }

  private Dim spatial(OpInputs inputs, int axis, Dim size, Dim kernel) {
    if (!window.kernel().isEmpty() && !kernel.mayEqual(Dim.of(window.kernel().get(axis)))) {
      throw inputs.fail("kernel_shape " + window.kernel() + " is not that of the weights");
    }
    if (kernel.size() == 0) {
      throw inputs.fail("the weights have an empty kernel");
    }
    return kernel.isKnown()
        ? window.outputDim(inputs, axis, size, kernel.size(), false)
        : Dim.unknown();
  }
}
