package io.culebra.portable;

import io.culebra.kernel.Footprint;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.op.Expand;
import io.culebra.tensor.Shape;
import java.util.List;

/** Expand: numpy's broadcasting as a copy. */
final class PortableExpand extends Portable<Expand> {
  private static final int TARGET = 1;

  PortableExpand() {
    super(Expand.class);
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return eitherLayout(spec, TARGET);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    List<Move> moves = moves(spec);
    if (Integers.constant(spec, TARGET)) {
      return Movement.kernel(spec, moves);
    }
    return new DenseKernel(
        Footprint.dense(spec),
        binding -> {
          MoveKernel.Mover mover = new MoveKernel.Mover(binding, moves);
          return () -> {
            requirePlanned(spec, new Integers(spec, binding).get(TARGET, new long[0]));
            mover.run();
          };
        });
  }

  private static List<Move> moves(KernelSpec spec) {
    Shape shape = spec.output().shape();
    long[] from = Move.strides(spec.input(0), shape);
    return List.of(Move.box(spec, 0, 0, shape.toArray(), 0, from, 0, Move.strides(spec.output())));
  }

  /** The shape may be known without the target, which has to agree with it. */
  private static void requirePlanned(KernelSpec spec, long[] target) {
    Shape shape = spec.output().shape();
    for (int i = 0; i < target.length; i++) {
      if (target[i] != 1 && target[i] != shape.size(i - target.length)) {
        throw spec.invalid(
            TARGET,
            "data of "
                + spec.input(0).shape()
                + " does not broadcast with size "
                + target[i]
                + " of axis "
                + (i - target.length));
      }
    }
  }
}
