package io.culebra.portable;

import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.CumSum;
import io.culebra.scalar.Elements;
import io.culebra.tensor.DataType;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Shape;
import java.lang.foreign.MemorySegment;

/** CumSum, along an axis that is constant or comes with the data. */
final class PortableCumSum extends Portable<CumSum> {
  private static final MemorySegment ALL = NativeMemory.everything();
  private static final long BASE = NativeMemory.base();

  PortableCumSum() {
    super(CumSum.class);
  }

  @Override
  Support accepts(KernelSpec spec) {
    return supportsNumbers(spec);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    boolean narrow = spec.input(1).dataType() == DataType.INT32;
    return new DenseKernel(
        spec,
        binding ->
            () ->
                run(
                    spec,
                    Integers.read(narrow, binding.input(1), 0),
                    binding.input(0) - BASE,
                    binding.output(0) - BASE));
  }

  private void run(KernelSpec spec, long givenAxis, long input, long output) {
    CumSum op = op(spec);
    Shape shape = spec.input(0).shape();
    int axis = Axes.of(spec, 1, givenAxis, shape.rank());
    long size = shape.size(axis);
    long inner = shape.elements(axis + 1, shape.rank());
    DataType type = spec.output().dataType();
    long step = op.reverse() ? -inner : inner;
    for (long row = 0; row < shape.elements(0, axis) * inner; row++) {
      long first = row / inner * size * inner + row % inner;
      long start = op.reverse() ? first + (size - 1) * inner : first;
      if (type.isFloat()) {
        sumDoubles(type, input, output, start, step, size, op.exclusive());
      } else {
        sumLongs(type, input, output, start, step, size, op.exclusive());
      }
    }
  }

  private static void sumDoubles(
      DataType type, long input, long output, long start, long step, long size, boolean exclusive) {
    double sum = 0;
    for (long k = 0; k < size; k++) {
      double before = sum;
      sum += Elements.getDouble(type, ALL, input, start + k * step);
      Elements.set(type, ALL, output, start + k * step, exclusive ? before : sum);
    }
  }

  private static void sumLongs(
      DataType type, long input, long output, long start, long step, long size, boolean exclusive) {
    long sum = 0;
    for (long k = 0; k < size; k++) {
      long before = sum;
      sum += Elements.getLong(type, ALL, input, start + k * step);
      Elements.set(type, ALL, output, start + k * step, exclusive ? before : sum);
    }
  }
}
