package io.culebra.portable;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Support;
import io.culebra.op.Split;
import java.util.ArrayList;
import java.util.List;

/** Split; the sizes of the parts are those of the outputs. */
final class PortableSplit extends Movement<Split> {
  PortableSplit() {
    super(Split.class);
  }

  @Override
  Support accepts(KernelSpec spec) {
    boolean complete = spec.outputs().stream().allMatch(output -> output != null);
    return Support.require(complete, "an output is left out, so that the parts' sizes are unknown");
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
    for (int i = 0; i < spec.outputs().size(); i++) {
      Operand part = spec.output(i);
      long[] counts = part.shape().toArray();
      moves.add(Move.box(spec, 0, i, counts, start * from[axis], from, 0, Move.strides(part)));
      start += counts[axis];
    }
    if (start != spec.input(0).shape().size(axis)) {
      throw spec.fail("portable", "parts of " + start + " elements together");
    }
    return moves;
  }
}
