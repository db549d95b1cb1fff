package io.culebra.portable;

import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.Range;
import io.culebra.scalar.Elements;
import io.culebra.tensor.DataType;
import io.culebra.tensor.NativeMemory;
import java.lang.foreign.MemorySegment;

/** Range; how many numbers there are is the size of the output. */
final class PortableRange extends Portable<Range> {
  private static final MemorySegment ALL = NativeMemory.everything();
  private static final long BASE = NativeMemory.base();

  PortableRange() {
    super(Range.class);
  }

  @Override
  Support accepts(KernelSpec spec) {
    return supportsNumbers(spec);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    DataType type = spec.output().dataType();
    long count = spec.output().shape().elements();
    return new DenseKernel(
        spec,
        binding -> () -> fill(type, count, binding.input(0), binding.input(2), binding.output(0)));
  }

  private static void fill(DataType type, long count, long start, long step, long target) {
    if (type.isFloat()) {
      double first = Elements.getDouble(type, ALL, start - BASE, 0);
      double delta = Elements.getDouble(type, ALL, step - BASE, 0);
      for (long i = 0; i < count; i++) {
        Elements.set(type, ALL, target - BASE, i, first + i * delta);
      }
    } else {
      long first = Elements.getLong(type, ALL, start - BASE, 0);
      long delta = Elements.getLong(type, ALL, step - BASE, 0);
      for (long i = 0; i < count; i++) {
        Elements.set(type, ALL, target - BASE, i, first + i * delta);
      }
    }
  }
}
