package io.culebra.plan;

import io.culebra.kernel.Layout;
import io.culebra.op.Dropout;
import io.culebra.op.Flatten;
import io.culebra.op.Identity;
import io.culebra.op.Op;
import io.culebra.op.Reshape;
import io.culebra.op.Squeeze;
import io.culebra.op.Transpose;
import io.culebra.op.Unsqueeze;
import io.culebra.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Operators whose output is their first input's memory under another shape, so that no step is
 * needed.
 */
final class Views {
  private static final Set<Class<? extends Op>> ALWAYS =
      Set.of(
          Reshape.class,
          Flatten.class,
          Squeeze.class,
          Unsqueeze.class,
          Identity.class,
          Dropout.class);

  private Views() {}

  /** Whether the operator moves no element of an input of this shape. */
  static boolean isView(Op op, Shape input) {
    return ALWAYS.contains(op.getClass())
        || (op instanceof Transpose transpose && keepsOrder(transpose.perm(), input));
  }

  /**
   * Whether the operator moves the channels behind everything else, so that its output is the
   * memory of an input that lies with the channels last.
   */
  static boolean movesChannelsLast(Op op, int rank) {
    return op instanceof Transpose transpose
        && rank >= 3
        && transpose
            .perm()
            .equals(Arrays.stream(Layout.CHANNELS_LAST.permutation(rank)).boxed().toList());
  }

  /** Whether the axes longer than one stay in their order. */
  private static boolean keepsOrder(List<Integer> permutation, Shape input) {
    if (permutation.isEmpty()) {
      return input.dims().stream().filter(dim -> dim.size() != 1).count() <= 1;
    }
    int last = -1;
    for (int axis : permutation) {
      if (input.size(axis) != 1) {
        if (axis < last) {
          return false;
        }
        last = axis;
      }
    }
    return true;
  }
}
