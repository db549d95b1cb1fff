package io.culebra.reference;

import io.culebra.kernel.KernelSpec;
import io.culebra.op.GlobalAveragePool;
import io.culebra.op.GlobalMaxPool;
import io.culebra.op.Op;

/**
 * The poolings over all spatial axes: one number per channel.
 *
 * @param <T> the operator
 */
abstract class ReferenceGlobalPool<T extends Op> extends Reference<T> {
  private ReferenceGlobalPool(Class<T> operator) {
    super(operator);
  }

  /** GlobalAveragePool. */
  static ReferenceGlobalPool<GlobalAveragePool> average() {
    return new ReferenceGlobalPool<>(GlobalAveragePool.class) {
      @Override
      double pool(Numbers x, long start, long area) {
        double sum = 0;
        for (long i = 0; i < area; i++) {
          sum += x.get(start + i);
        }
        return sum / area;
      }
    };
  }

  /** GlobalMaxPool. */
  static ReferenceGlobalPool<GlobalMaxPool> max() {
    return new ReferenceGlobalPool<>(GlobalMaxPool.class) {
      @Override
      double pool(Numbers x, long start, long area) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (long i = 0; i < area; i++) {
          greatest = Math.max(greatest, x.get(start + i));
        }
        return greatest;
      }
    };
  }

  /** The number for the {@code area} elements from {@code start} on. */
  abstract double pool(Numbers x, long start, long area);

  @Override
  Loop loop(KernelSpec spec) {
    return operands -> {
      Numbers x = operands.input(0);
      Numbers y = operands.output();
      long area = y.count() == 0 ? 0 : x.count() / y.count();
      for (long channel = 0; channel < y.count(); channel++) {
        y.set(channel, pool(x, channel * area, area));
      }
    };
  }
}
