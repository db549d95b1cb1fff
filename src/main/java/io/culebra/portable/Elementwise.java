package io.culebra.portable;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Footprint;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Team;
import io.culebra.tensor.NativeMemory;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Steps that compute every element of the output by itself, in one or more passes over memory. */
final class Elementwise {
  /** Fewer elements than this are not worth waking a thread for. */
  private static final long ELEMENTS_PER_TASK = 16 << 10;

  private static final long BASE = NativeMemory.base();

  private Elementwise() {}

  /**
   * One pass over the output.
   *
   * @param walk the order
   * @param inputs which inputs of the step are read, at most three; -1 is the output as the pass
   *     before left it
   * @param row makes what is done to a row, one for each thread, since it may have buffers
   */
  record Pass(Broadcast walk, int[] inputs, Supplier<Broadcast.Row> row) {}

  /** The kernel that does these passes one after another. */
  static Kernel kernel(KernelSpec spec, List<Pass> passes) {
    return new DenseKernel(
        Footprint.dense(spec),
        inPlaceInput(spec, passes),
        binding -> invoke(spec, binding, passes));
  }

  private static Invocation invoke(KernelSpec spec, Binding binding, List<Pass> passes) {
    long elements = spec.output().shape().elements();
    Run[] runs = passes.stream().map(pass -> new Run(binding, pass, elements)).toArray(Run[]::new);
    return () -> {
      for (Run run : runs) {
        run.run();
      }
    };
  }

  /** The first input of the first pass that lies in memory exactly as the output does. */
  private static int inPlaceInput(KernelSpec spec, List<Pass> passes) {
    Operand output = spec.output();
    for (int i : passes.getFirst().inputs()) {
      Operand input = spec.input(i);
      boolean sameElements = input.dataType().bits() == output.dataType().bits();
      boolean readLater =
          passes.stream()
              .skip(1)
              .anyMatch(pass -> Arrays.stream(pass.inputs()).anyMatch(k -> k == i));
      if (sameElements && !readLater && input.shape().equals(output.shape())) {
        return i;
      }
    }
    return -1;
  }

  /** A pass for one lane. */
  private static final class Run implements Team.Task {
    private final Binding binding;
    private final Pass pass;
    private final Broadcast.Row[] rows;
    private final int tasks;

    Run(Binding binding, Pass pass, long elements) {
      this.binding = binding;
      this.pass = pass;
      long worthwhile = Math.min(elements / ELEMENTS_PER_TASK, pass.walk().shares());
      this.tasks = Math.clamp(worthwhile, 1, binding.team().size());
      this.rows = new Broadcast.Row[tasks];
      for (int i = 0; i < tasks; i++) {
        rows[i] = pass.row().get();
      }
    }

    void run() {
      if (tasks == 1) {
        run(0, 0);
      } else {
        binding.team().run(tasks, this);
      }
    }

    @Override
    public void run(int index, int worker) {
      long shares = pass.walk().shares();
      pass.walk()
          .run(
              rows[index],
              offset(0),
              offset(1),
              offset(2),
              binding.output(0) - BASE,
              shares * index / tasks,
              shares * (index + 1) / tasks);
    }

    private long offset(int operand) {
      if (operand >= pass.inputs().length) {
        return 0;
      }
      int input = pass.inputs()[operand];
      return (input < 0 ? binding.output(0) : binding.input(input)) - BASE;
    }
  }
}
