package io.culebra.portable;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.op.Concat;
import io.culebra.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Concat. */
final class PortableConcat extends Movement<Concat> {
  PortableConcat() {
    super(Concat.class);
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return eitherLayout(spec, spec.inputs().size());
  }

  @Override
  List<Move> moves(KernelSpec spec) {
    int axis = Axes.of(spec, op(spec).axis(), spec.output().shape().rank());
    long[] to = Move.strides(spec.output());
    List<Move> moves = new ArrayList<>();
    long start = 0;
    for (int i = 0; i < spec.inputs().size(); i++) {
      Shape shape = spec.input(i).shape();
      long[] from = Move.strides(spec.input(i));
      moves.add(Move.box(spec, i, 0, shape.toArray(), 0, from, start * to[axis], to));
      start += shape.size(axis);
    }
    return moves;
  }
}
