package io.culebra.portable;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Operand;
import io.culebra.op.OpInputs;
import io.culebra.op.Split;
import io.culebra.tensor.Constant;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Split; parts that nobody asks for are skipped. */
final class PortableSplit extends Movement<Split> {
  PortableSplit() {
    super(Split.class);
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return eitherLayout(spec, 1);
  }

  @Override
  List<Move> moves(KernelSpec spec) {
    int axis = Axes.of(spec, op(spec).axis(), spec.input(0).shape().rank());
    long[] from = Move.strides(spec.input(0));
    List<Move> moves = new ArrayList<>();
    long start = 0;
    List<TensorType> parts = parts(spec);
    for (int i = 0; i < spec.outputs().size(); i++) {
      Operand part = spec.outputs().get(i);
      if (part != null) {
        long[] counts = part.shape().toArray();
        moves.add(Move.box(spec, 0, i, counts, start * from[axis], from, 0, Move.strides(part)));
      }
      start += Objects.requireNonNull(parts.get(i).shape()).size(axis);
    }
    return moves;
  }

  /** The types of all parts, those that are left out included. */
  private static List<TensorType> parts(KernelSpec spec) {
    List<@Nullable TensorType> types = new ArrayList<>();
    List<@Nullable Constant> constants = new ArrayList<>();
    for (Operand input : spec.inputs()) {
      types.add(input == null ? null : input.type());
      constants.add(input == null ? null : input.constant());
    }
    return spec.op().infer(new OpInputs(spec.node(), types, constants, spec.outputs().size()));
  }
}
