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
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
   * The layout of an input of this rank in which it is the memory of the output as written; null
   * for an operator other than Transpose.
   */
  static @Nullable Layout transposed(Op op, int rank) {
    if (!(op instanceof Transpose transpose)) {
      return null;
    }
    return new Layout(
        transpose.perm().isEmpty() ? Layout.rowMajor(rank).order().reversed() : transpose.perm());
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
