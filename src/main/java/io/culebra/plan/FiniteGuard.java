package io.culebra.plan;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Footprint;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Team;
import io.culebra.op.Op;
import io.culebra.op.OpInputs;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collections;
import java.util.List;

/**
 * A step that looks whether every element of a float32 tensor is a number of at most {@link
 * #LARGEST} in magnitude, so that steps behind it may rely on that. It has no output; where it
 * fails, the rest of the run takes the exact way of every step.
 */
final class FiniteGuard {
  /** What a tensor may hold to pass: far more than networks compute, far less than overflows. */
  static final double LARGEST = 0x1p30;

  /** The name that {@code explain} shows for who runs it. */
  static final String NAME = "portable/finite-check";

  private static final int LARGEST_BITS = Float.floatToRawIntBits((float) LARGEST);
  private static final MemorySegment MEMORY = NativeMemory.everything();
  private static final long BASE = NativeMemory.base();
  private static final int BLOCK = 1 << 14;

  /** From so many elements on, a tensor is looked at by all threads. */
  private static final long FOR_A_TEAM = 1 << 20;

  private FiniteGuard() {}

  /** The operator of the step, which has no result. */
  record FiniteCheck() implements Op {
    @Override
    public List<TensorType> infer(OpInputs inputs) {
      return List.of();
    }
  }

  /** The step that looks at this buffer. */
  static Step step(Buffer buffer, int threads) {
    Operand operand = new Operand(buffer.type, buffer.layout, null);
    KernelSpec spec =
        new KernelSpec(
            "check of '" + buffer.name + "'",
            new FiniteCheck(),
            Collections.singletonList(operand),
            Collections.singletonList(null),
            threads);
    long elements = buffer.bytes() / Float.BYTES;
    return new Step(
        spec,
        NAME,
        new Scan(Footprint.dense(spec), elements),
        Collections.singletonList(buffer),
        Collections.singletonList(null),
        List.of());
  }

  private record Scan(Footprint footprint, long elements) implements Kernel {
    @Override
    public Invocation bind(Binding binding) {
      return new Check(binding, elements);
    }
  }

  /** A guard bound to a lane. */
  static final class Check implements Invocation, Team.Task {
    private final Binding binding;
    private final long elements;
    private final int tasks;
    private volatile boolean failed;

    private Check(Binding binding, long elements) {
      this.binding = binding;
      this.elements = elements;
      this.tasks = elements < FOR_A_TEAM ? 1 : binding.team().size();
    }

    /** Whether the last run found every element in the range. */
    boolean holds() {
      return !failed;
    }

    @Override
    public void run() {
      failed = false;
      if (tasks == 1) {
        run(0, 0);
      } else {
        binding.team().run(tasks, this);
      }
    }

    /** Nobody relies on it any more. */
    @Override
    public void runExact() {}

    @Override
    public void run(int index, int worker) {
      long end = elements * (index + 1) / tasks;
      long at = binding.input(0) - BASE;
      for (long from = elements * index / tasks; from < end; from += BLOCK) {
        if (!isFinite(at + from * Float.BYTES, (int) Math.min(BLOCK, end - from))) {
          failed = true;
          return;
        }
      }
    }
  }

  /**
   * Whether no element has larger bits than the largest that may be, its sign apart: infinity and
   * NaN have the largest bits of all. A negative difference sets the sign of the sum of bits.
   */
  private static boolean isFinite(long at, int count) {
    int bits = 0;
    for (int i = 0; i < count; i++) {
      int magnitude =
          MEMORY.get(ValueLayout.JAVA_INT_UNALIGNED, at + (long) i * Float.BYTES)
              & Integer.MAX_VALUE;
      bits |= LARGEST_BITS - magnitude;
    }
    return bits >= 0;
  }
}
