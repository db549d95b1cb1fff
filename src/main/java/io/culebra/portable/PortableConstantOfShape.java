package io.culebra.portable;

import io.culebra.kernel.Footprint;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.op.ConstantOfShape;
import io.culebra.tensor.NativeMemory;
import java.lang.foreign.MemorySegment;

/** ConstantOfShape: writes the value once, then copies what is written, twice as much each time. */
final class PortableConstantOfShape extends Portable<ConstantOfShape> {
  private static final MemorySegment ALL = NativeMemory.everything();
  private static final long BASE = NativeMemory.base();

  PortableConstantOfShape() {
    super(ConstantOfShape.class);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    MemorySegment value = context.plain(op(spec).value());
    long bytes = spec.output().bytes();
    return new DenseKernel(
        Footprint.dense(spec).without(0),
        binding -> () -> fill(value, binding.output(0) - BASE, bytes));
  }

  private static void fill(MemorySegment value, long target, long bytes) {
    long done = Math.min(value.byteSize(), bytes);
    MemorySegment.copy(value, 0, ALL, target, done);
    while (done < bytes) {
      long more = Math.min(done, bytes - done);
      MemorySegment.copy(ALL, target, ALL, target + done, more);
      done += more;
    }
  }
}
