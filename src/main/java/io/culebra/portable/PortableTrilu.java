package io.culebra.portable;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.op.Trilu;
import io.culebra.tensor.NativeMemory;
import java.lang.foreign.MemorySegment;

/** Trilu: one run of every row stays. */
final class PortableTrilu extends Portable<Trilu> {
  private static final MemorySegment ALL = NativeMemory.everything();
  private static final long BASE = NativeMemory.base();

  PortableTrilu() {
    super(Trilu.class);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    boolean upper = op(spec).upper();
    long rows = spec.output().shape().size(-2);
    long columns = spec.output().shape().size(-1);
    long allRows = spec.output().shape().elements() / Math.max(columns, 1);
    long bytes = spec.output().dataType().bits() / 8;
    boolean shifted = spec.hasInput(1);
    return new DenseKernel(
        spec,
        binding ->
            () -> {
              long shift = shifted ? Integers.read(false, binding.input(1), 0) : 0;
              long diagonal = Math.clamp(shift, -rows, columns);
              for (long i = 0; i < allRows; i++) {
                long split = Math.clamp(i % rows + diagonal + (upper ? 0 : 1), 0, columns);
                long source = binding.input(0) - BASE + i * columns * bytes;
                long target = binding.output(0) - BASE + i * columns * bytes;
                long keptFrom = upper ? split : 0;
                long keptTo = upper ? columns : split;
                clear(target, keptFrom * bytes);
                MemorySegment.copy(
                    ALL,
                    source + keptFrom * bytes,
                    ALL,
                    target + keptFrom * bytes,
                    (keptTo - keptFrom) * bytes);
                clear(target + keptTo * bytes, (columns - keptTo) * bytes);
              }
            });
  }

  private static void clear(long offset, long bytes) {
    for (long i = 0; i < bytes; i++) {
      ALL.set(JAVA_BYTE, offset + i, (byte) 0);
    }
  }
}
