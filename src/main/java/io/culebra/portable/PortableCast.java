package io.culebra.portable;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.kernel.Team;
import io.culebra.op.Cast;
import io.culebra.scalar.Elements;
import io.culebra.tensor.DataType;
import io.culebra.tensor.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Cast between numbers of any types, packed ones included, and bool. */
final class PortableCast extends Portable<Cast> {
  private static final MemorySegment ALL = NativeMemory.everything();
  private static final long BASE = NativeMemory.base();

  PortableCast() {
    super(Cast.class);
  }

  @Override
  Support supportsTypes(KernelSpec spec) {
    return supportsNumbers(spec);
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    boolean packed = spec.input(0).dataType().bits() < 8 || spec.output().dataType().bits() < 8;
    List<Layouts> either = eitherLayout(spec, 1);
    return packed ? either.subList(0, 1) : either;
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    return new DenseKernel(spec, binding -> new Run(spec, binding));
  }

  /** The cast for one lane, chunk by chunk through a buffer. */
  private static final class Run implements Invocation, Team.Task {
    /**
     * Elements that are converted at once: even, so that packed elements of two chunks share no
     * byte.
     */
    private static final int CHUNK = 1024;

    /** Fewer chunks than this are not worth waking a thread for. */
    private static final int CHUNKS_PER_TASK = 16;

    private final Binding binding;
    private final DataType from;
    private final DataType to;
    private final long elements;
    private final long chunks;
    private final int tasks;
    private final boolean saturate;
    private final boolean fractions;
    private final boolean longIntegers;
    private final double[][] doubles;
    private final long[][] longs;

    Run(KernelSpec spec, Binding binding) {
      this.binding = binding;
      this.from = spec.input(0).dataType();
      this.to = spec.output().dataType();
      this.elements = spec.output().shape().elements();
      this.chunks = Math.ceilDiv(elements, CHUNK);
      this.tasks = Math.clamp(chunks / CHUNKS_PER_TASK, 1, binding.team().size());
      this.saturate = spec.base(Cast.class).saturate();
      this.longIntegers = from == DataType.INT64 || from == DataType.UINT64;
      this.fractions = from.isFloat() || to.isFloat();
      this.doubles = new double[fractions ? tasks : 0][CHUNK];
      this.longs = new long[fractions && !longIntegers ? 0 : tasks][CHUNK];
    }

    @Override
    public void run() {
      if (tasks == 1) {
        run(0, 0);
      } else {
        binding.team().run(tasks, this);
      }
    }

    @Override
    public void run(int index, int worker) {
      long source = binding.input(0) - BASE;
      long target = binding.output(0) - BASE;
      long end = Math.min(elements, chunks * (index + 1) / tasks * CHUNK);
      for (long i = chunks * index / tasks * CHUNK; i < end; i += CHUNK) {
        int count = (int) Math.min(CHUNK, end - i);
        if (fractions) {
          if (longIntegers && to != DataType.DOUBLE) {
            Runs.load(from, source, i, longs[index], count);
            prepare(longs[index], doubles[index], count);
          } else {
            Runs.load(from, source, i, doubles[index], count);
          }
          store(target, i, doubles[index], count);
        } else {
          Runs.load(from, source, i, longs[index], count);
          Runs.store(to, target, i, longs[index], count);
        }
      }
    }

    /** Makes doubles of integers that may have more bits, such that they are rounded only once. */
    private void prepare(long[] integers, double[] numbers, int count) {
      boolean unsigned = from == DataType.UINT64;
      for (int i = 0; i < count; i++) {
        numbers[i] =
            unsigned
                ? Elements.unsignedToDoubleForRounding(integers[i])
                : Elements.toDoubleForRounding(integers[i]);
      }
    }

    private void store(long target, long first, double[] numbers, int count) {
      if (saturate || to.bits() != 8 || !to.isFloat()) {
        Runs.store(to, target, first, numbers, count);
        return;
      }
      for (int i = 0; i < count; i++) {
        Elements.setFloat8(to, ALL, target, first + i, numbers[i], false);
      }
    }
  }
}
