package io.culebra.portable;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.op.Expand;
import io.culebra.tensor.Shape;
import java.util.List;

/** Expand: numpy's broadcasting as a copy. */
final class PortableExpand extends Movement<Expand> {
  PortableExpand() {
    super(Expand.class);
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return eitherLayout(spec, 1);
  }

  @Override
  List<Move> moves(KernelSpec spec) {
    Shape shape = spec.output().shape();
    long[] from = Move.strides(spec.input(0), shape);
    return List.of(Move.box(spec, 0, 0, shape.toArray(), 0, from, 0, Move.strides(spec.output())));
  }
}
