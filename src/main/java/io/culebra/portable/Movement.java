package io.culebra.portable;

import io.culebra.kernel.Footprint;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.op.Op;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An operator that only moves elements, to places that its shapes and attributes tell.
 *
 * @param <T> the operator
 */
abstract class Movement<T extends Op> extends Portable<T> {
  Movement(Class<T> operator) {
    super(operator);
  }

  /** What has to be copied, in order. */
  abstract List<Move> moves(KernelSpec spec);

  @Override
  public final Kernel create(KernelSpec spec, KernelContext context) {
    return kernel(spec, moves(spec));
  }

  /** The kernel that makes these moves. */
  static Kernel kernel(KernelSpec spec, List<Move> moves) {
    int[] unread =
        IntStream.range(0, spec.inputs().size())
            .filter(i -> moves.stream().noneMatch(move -> move.input() == i))
            .toArray();
    return new MoveKernel(Footprint.dense(spec).without(unread), moves);
  }
}
