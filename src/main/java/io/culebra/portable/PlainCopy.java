package io.culebra.portable;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.Op;
import java.util.List;

/**
 * The operators that give their first input another shape or another name, as a copy, for where the
 * planner cannot let the output share the input's memory.
 *
 * @param <T> the operator
 */
final class PlainCopy<T extends Op> extends Movement<T> {
  PlainCopy(Class<T> operator) {
    super(operator);
  }

  @Override
  Support accepts(KernelSpec spec) {
    boolean same = spec.input(0).bytes() == spec.output().bytes();
    return Support.require(same, "the output has other elements than the input");
  }

  @Override
  List<Move> moves(KernelSpec spec) {
    return List.of(Move.whole(spec, 0, 0));
  }
}
