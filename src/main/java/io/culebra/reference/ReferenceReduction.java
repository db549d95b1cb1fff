package io.culebra.reference;

import io.culebra.kernel.KernelSpec;
import io.culebra.op.Reduction;
import io.culebra.tensor.DataType;

/**
 * The reductions: one number of all elements along some axes.
 *
 * @param <T> the operator
 */
final class ReferenceReduction<T extends Reduction> extends Reference<T> {
  ReferenceReduction(Class<T> operator) {
    super(operator);
  }

  @Override
  Loop loop(KernelSpec spec) {
    T op = op(spec);
    Reducer reducer = Reducer.of(op);
    boolean steered = spec.hasInput(1);
    return operands -> {
      long[] axes = new long[steered ? (int) operands.input(1).count() : 0];
      for (int i = 0; i < axes.length; i++) {
        axes[i] = operands.input(1).getLong(i);
      }
      run(reducer, op, axes, operands.input(0), operands.output());
    };
  }

  private static void run(Reducer reducer, Reduction op, long[] axes, Numbers x, Numbers y) {
    boolean[] reduced = op.reduced(axes, x.shape().rank());
    Walk kept = Walk.over(x, reduced, false);
    Walk gone = Walk.over(x, reduced, true);
    boolean single = y.dataType() == DataType.FLOAT;
    boolean inDouble = y.isFloat() || !reducer.isExactInLong();
    for (long i = 0; i < y.count(); i++) {
      long start = kept.offset(i);
      if (inDouble) {
        y.set(i, reducer.reduceDoubles(k -> x.get(start + gone.offset(k)), gone.count(), single));
      } else {
        y.set(
            i, reducer.reduceLongs(x.type(), k -> x.getLong(start + gone.offset(k)), gone.count()));
      }
    }
  }

  /** A walk over some axes of a tensor, row-major. */
  private record Walk(Numbers x, boolean[] walked, long count) {
    static Walk over(Numbers x, boolean[] reduced, boolean overReduced) {
      boolean[] walked = new boolean[reduced.length];
      long count = 1;
      for (int axis = 0; axis < walked.length; axis++) {
        walked[axis] = reduced[axis] == overReduced;
        count *= walked[axis] ? x.size(axis) : 1;
      }
      return new Walk(x, walked, count);
    }

    /** Elements from the first of the tensor to the {@code i}-th of the walk. */
    long offset(long i) {
      long rest = i;
      long offset = 0;
      for (int axis = walked.length - 1; axis >= 0; axis--) {
        if (walked[axis]) {
          offset += rest % x.size(axis) * x.stride(axis);
          rest /= x.size(axis);
        }
      }
      return offset;
    }
  }
}
