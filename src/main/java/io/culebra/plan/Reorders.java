package io.culebra.plan;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layout;
import io.culebra.kernel.Operand;
import io.culebra.op.Transpose;
import io.culebra.tensor.Constant;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A change of layout, described as the transposition of memory that it is. */
final class Reorders {
  private Reorders() {}

  /**
   * The step that moves a tensor of this type (its shape in ONNX's order) from one layout to the
   * other. The operands have the shapes that lie in memory.
   */
  static KernelSpec spec(
      String what, TensorType type, @Nullable Constant constant, Layout from, Layout to) {
    if (type.shape() == null) {
      throw new IllegalArgumentException(what + " has no shape");
    }
    List<Integer> permutation = new ArrayList<>();
    for (int axis : to.order()) {
      permutation.add(from.physicalAxis(axis));
    }
    return new KernelSpec(
        "reorder of " + what + " from " + from.tag() + " to " + to.tag(),
        new Transpose(permutation),
        List.of(operand(type, from, constant)),
        List.of(operand(type, to, null)),
        1);
  }

  private static Operand operand(TensorType type, Layout layout, @Nullable Constant constant) {
    TensorType physical =
        new TensorType(type.dataType(), layout.physical(Objects.requireNonNull(type.shape())));
    return Operand.rowMajor(physical, constant);
  }
}
