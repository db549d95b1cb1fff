package io.culebra.portable;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Team;
import io.culebra.op.Gather;
import io.culebra.tensor.DataType;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Shape;
import java.lang.foreign.MemorySegment;

/** Gather: for every index a run of memory per outer element. Indices are checked at run time. */
final class PortableGather extends Portable<Gather> {
  PortableGather() {
    super(Gather.class);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    Shape data = spec.input(0).shape();
    int axis = Axes.of(spec, op(spec).axis(), data.rank());
    return new DenseKernel(
        spec,
        binding ->
            new Rows(
                spec,
                binding,
                data.elements(0, axis),
                data.size(axis),
                data.elements(axis + 1, data.rank()) * spec.input(0).dataType().bits() / 8));
  }

  /** Gathers for one lane. */
  private static final class Rows implements Invocation, Team.Task {
    private static final MemorySegment ALL = NativeMemory.everything();
    private static final long BASE = NativeMemory.base();

    /** Fewer bytes than this are not worth waking a thread for. */
    private static final long BYTES_PER_TASK = 64 << 10;

    private final KernelSpec spec;
    private final Binding binding;
    private final long outer;
    private final long size;
    private final long run;
    private final boolean narrow;
    private final long indices;
    private final int tasks;

    /**
     * @param outer how many times the axis occurs
     * @param size elements along the axis
     * @param run bytes of one element along the axis
     */
    Rows(KernelSpec spec, Binding binding, long outer, long size, long run) {
      this.spec = spec;
      this.binding = binding;
      this.outer = outer;
      this.size = size;
      this.run = run;
      this.narrow = spec.input(1).dataType() == DataType.INT32;
      this.indices = spec.input(1).shape().elements();
      long worthwhile = Math.min(spec.output().bytes() / BYTES_PER_TASK, outer * indices);
      this.tasks = Math.clamp(worthwhile, 1, binding.team().size());
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
    public void run(int task, int worker) {
      long rows = outer * indices;
      long data = binding.input(0) - BASE;
      long output = binding.output(0) - BASE;
      for (long row = rows * task / tasks; row < rows * (task + 1) / tasks; row++) {
        long index = Integers.read(narrow, binding.input(1), row % indices);
        long position = index < 0 ? index + size : index;
        if (position < 0 || position >= size) {
          throw spec.invalid(1, "index " + index + " of an axis of " + size);
        }
        copy(data + (row / indices * size + position) * run, output + row * run);
      }
    }

    private void copy(long source, long target) {
      if (run == 4) {
        ALL.set(JAVA_INT_UNALIGNED, target, ALL.get(JAVA_INT_UNALIGNED, source));
      } else if (run == 8) {
        ALL.set(JAVA_LONG_UNALIGNED, target, ALL.get(JAVA_LONG_UNALIGNED, source));
      } else {
        MemorySegment.copy(ALL, source, ALL, target, run);
      }
    }
  }
}
