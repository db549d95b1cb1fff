package io.culebra.op;

import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shape inference that the poolings share. */
final class Pooling {
  private Pooling() {}

  /**
   * The shape of what a window makes of input 0, batch x channels x spatial sizes; null where its
   * rank is unknown.
   */
  static @Nullable Shape windowed(OpInputs inputs, Window window, boolean ceilMode) {
    inputs.requireRank(0, 3, Integer.MAX_VALUE);
    Shape x = inputs.shape(0);
    if (x == null) {
      return null;
    }
    int axes = x.rank() - 2;
    window.requireAxes(inputs, axes);
    if (window.kernel().isEmpty()) {
      throw inputs.fail("kernel_shape is missing");
    }
    List<Dim> dims = new ArrayList<>(List.of(x.dim(0), x.dim(1)));
    for (int i = 0; i < axes; i++) {
      dims.add(window.outputDim(inputs, i, x.dim(i + 2), window.kernel().get(i), ceilMode));
    }
    return Shape.of(dims);
  }

  /** The shape of input 0 with every spatial size 1. */
  static @Nullable Shape global(OpInputs inputs) {
    inputs.requireRank(0, 3, Integer.MAX_VALUE);
    Shape x = inputs.shape(0);
    if (x == null) {
      return null;
    }
    Shape result = x;
    for (int axis = 2; axis < x.rank(); axis++) {
      result = result.with(axis, Dim.of(1));
    }
    return result;
  }
}
