package io.culebra.portable;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.ArgMax;
import io.culebra.op.ArgMin;
import io.culebra.op.Op;
import io.culebra.tensor.DataType;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Shape;
import java.lang.foreign.MemorySegment;

/**
 * ArgMax and ArgMin.
 *
 * @param <T> the operator
 */
abstract class PortableArg<T extends Op> extends Portable<T> {
  private static final MemorySegment ALL = NativeMemory.everything();
  private static final long BASE = NativeMemory.base();

  private PortableArg(Class<T> operator) {
    super(operator);
  }

  /** What is looked for along which axis. */
  record Search(int axis, boolean greatest, boolean last) {}

  /** ArgMax. */
  static PortableArg<ArgMax> max() {
    return new PortableArg<>(ArgMax.class) {
      @Override
      Search search(ArgMax op) {
        return new Search(op.axis(), true, op.selectLastIndex());
      }
    };
  }

  /** ArgMin. */
  static PortableArg<ArgMin> min() {
    return new PortableArg<>(ArgMin.class) {
      @Override
      Search search(ArgMin op) {
        return new Search(op.axis(), false, op.selectLastIndex());
      }
    };
  }

  abstract Search search(T op);

  @Override
  Support accepts(KernelSpec spec) {
    return supportsNumbers(spec);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    Search search = search(op(spec));
    Shape shape = spec.input(0).shape();
    int axis = Axes.of(spec, search.axis, shape.rank());
    long size = shape.size(axis);
    long inner = shape.elements(axis + 1, shape.rank());
    long rows = spec.output().shape().elements();
    DataType type = spec.input(0).dataType();
    return new DenseKernel(
        spec,
        binding ->
            () -> {
              long input = binding.input(0) - BASE;
              long output = binding.output(0) - BASE;
              for (long row = 0; row < rows; row++) {
                long first = row / inner * size * inner + row % inner;
                long found = find(search, type, input, first, inner, size);
                ALL.set(JAVA_LONG_UNALIGNED, output + 8 * row, found);
              }
            });
  }

  private static long find(
      Search search, DataType type, long input, long first, long step, long size) {
    long found = 0;
    long best = key(search, type, input, first);
    for (long k = 1; k < size; k++) {
      long key = key(search, type, input, first + k * step);
      if (key > best || (search.last && key == best)) {
        best = key;
        found = k;
      }
    }
    return found;
  }

  /** What the wanted element has most of. As in numpy, NaN is both the greatest and the least. */
  private static long key(Search search, DataType type, long input, long index) {
    long key = OrderedKeys.get(type, input, index);
    return search.greatest || OrderedKeys.isNan(type, key) ? key : ~key;
  }
}
