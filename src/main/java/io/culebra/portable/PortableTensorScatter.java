package io.culebra.portable;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Footprint;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.op.TensorScatter;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Shape;
import java.lang.foreign.MemorySegment;

/**
 * TensorScatter: where cache and output are the same memory, only the update is copied. Places are
 * checked at run time.
 */
final class PortableTensorScatter extends Portable<TensorScatter> {
  private static final int PLACES = 2;

  PortableTensorScatter() {
    super(TensorScatter.class);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    return new DenseKernel(Footprint.dense(spec), 0, binding -> new Rows(spec, op(spec), binding));
  }

  /** Replaces rows for one lane. */
  private static final class Rows implements Invocation {
    private static final MemorySegment ALL = NativeMemory.everything();
    private static final long BASE = NativeMemory.base();

    private final KernelSpec spec;
    private final Binding binding;
    private final boolean circular;
    private final long batch;
    private final long blocks;
    private final long room;
    private final long rows;
    private final long rowBytes;

    Rows(KernelSpec spec, TensorScatter op, Binding binding) {
      this.spec = spec;
      this.binding = binding;
      this.circular = op.circular();
      Shape cache = spec.input(0).shape();
      int axis = Axes.of(spec, op.axis(), cache.rank());
      batch = cache.size(0);
      blocks = cache.elements(1, axis);
      room = cache.size(axis);
      rows = spec.input(1).shape().size(axis);
      rowBytes =
          cache.elements(axis + 1, cache.rank()) * spec.input(0).dataType().bits() / Byte.SIZE;
    }

    @Override
    public void run() {
      for (long sequence = 0; sequence < batch; sequence++) {
        place(sequence);
      }
      long cache = binding.input(0) - BASE;
      long target = binding.output(0) - BASE;
      if (cache != target) {
        MemorySegment.copy(ALL, cache, ALL, target, batch * blocks * room * rowBytes);
      }
      long update = binding.input(1) - BASE;
      for (long block = 0; block < batch * blocks; block++) {
        long begin = place(block / blocks);
        long fitting = Math.min(rows, room - begin);
        long from = update + block * rows * rowBytes;
        long to = target + block * room * rowBytes;
        MemorySegment.copy(ALL, from, ALL, to + begin * rowBytes, fitting * rowBytes);
        MemorySegment.copy(ALL, from + fitting * rowBytes, ALL, to, (rows - fitting) * rowBytes);
      }
    }

    /** Where the update of a sequence begins, within the cache. */
    private long place(long sequence) {
      if (!spec.hasInput(PLACES)) {
        return 0;
      }
      long place = Integers.read(false, binding.input(PLACES), sequence);
      if (place < 0 || (circular ? place >= room : place > room - rows)) {
        throw spec.invalid(
            PLACES, "an update of " + rows + " rows at " + place + " of " + room + " rows");
      }
      return place;
    }
  }
}
