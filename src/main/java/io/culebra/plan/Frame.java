package io.culebra.plan;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Team;
import io.culebra.tensor.BackendException;
import io.culebra.tensor.CulebraException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan bound to the memory of one lane. For one thread at a time. */
final class Frame implements AutoCloseable {
  private final Plan plan;
  private final Binding[] bindings;
  private final Invocation[] invocations;
  private final List<Boundary> boundaries = new ArrayList<>();
  private final @Nullable CheckedArena checks;

  /** Whether no guard of this run has failed so far. */
  private boolean isFinite;

  /**
   * Where an address of the caller goes.
   *
   * @param index the input, or -1 minus the output
   */
  private record Boundary(int step, boolean isInput, int operand, int index) {
    long address(long[] inputs, long[] outputs) {
      return index >= 0 ? inputs[index] : outputs[-1 - index];
    }
  }

  /**
   * Binds every step.
   *
   * @param inputs the caller's tensors of the first run
   * @param outputs the caller's tensors of the first run
   */
  Frame(
      Plan plan,
      long[] inputs,
      long[] outputs,
      long arena,
      long scratch,
      Team team,
      @Nullable CheckedArena checks) {
    this.plan = plan;
    this.checks = checks;
    int count = plan.steps().size();
    bindings = new Binding[count];
    invocations = new Invocation[count];
    try {
      for (int i = 0; i < count; i++) {
        Step step = plan.steps().get(i);
        bindings[i] =
            new Binding(
                step.spec(),
                addresses(i, true, step.inputs(), arena, inputs, outputs),
                addresses(i, false, step.outputs(), arena, inputs, outputs),
                scratch,
                team);
        invocations[i] = step.kernel().bind(bindings[i]);
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private long[] addresses(
      int step,
      boolean isInput,
      List<@Nullable Buffer> buffers,
      long arena,
      long[] inputs,
      long[] outputs) {
    long[] addresses = new long[buffers.size()];
    for (int i = 0; i < addresses.length; i++) {
      Buffer buffer = buffers.get(i);
      if (buffer != null) {
        boolean given = buffer.place() == Buffer.Place.INPUT;
        if (given || buffer.place() == Buffer.Place.OUTPUT) {
          Boundary boundary =
              new Boundary(step, isInput, i, given ? buffer.index() : -1 - buffer.index());
          boundaries.add(boundary);
          addresses[i] = boundary.address(inputs, outputs);
        } else {
          addresses[i] = buffer.address(arena);
        }
      }
    }
    return addresses;
  }

  /** Runs every step for the calling thread, with its tensors at these addresses. */
  void run(long[] inputs, long[] outputs) {
    run(new Lane.Job(Thread.currentThread(), plan, inputs, outputs, null));
  }

  /** Runs every step, with the caller's tensors, and tells the watch, if there is one, of each. */
  void run(Lane.Job job) {
    prepare(job.inputs, job.outputs);
    StepWatch watch = job.watch;
    for (int i = 0; i < invocations.length; i++) {
      job.check(plan.steps().get(i));
      if (watch == null) {
        run(i);
      } else {
        long start = System.nanoTime();
        run(i);
        watch.ran(plan.steps().get(i), bindings[i], System.nanoTime() - start);
      }
    }
  }

  private void prepare(long[] inputs, long[] outputs) {
    for (int i = 0; i < boundaries.size(); i++) {
      move(boundaries.get(i), inputs, outputs);
    }
    if (checks != null) {
      checks.poison();
    }
    isFinite = true;
  }

  private void run(int i) {
    try {
      Invocation invocation = invocations[i];
      if (checks != null && isFinite) {
        checks.around(plan.steps().get(i), bindings[i], invocation);
      } else if (checks != null) {
        checks.aroundExact(plan.steps().get(i), bindings[i], invocation);
      } else if (isFinite) {
        invocation.run();
      } else {
        invocation.runExact();
      }
      if (isFinite && invocation instanceof FiniteGuard.Check check) {
        isFinite = check.holds();
      }
    } catch (CulebraException e) {
      throw e;
    } catch (RuntimeException e) {
      Step step = plan.steps().get(i);
      throw new BackendException(
          step.spec().node() + " on " + step.implementation() + " failed: " + e, e);
    }
  }

  private void move(Boundary boundary, long[] inputs, long[] outputs) {
    long address = boundary.address(inputs, outputs);
    Binding binding = bindings[boundary.step];
    long before =
        boundary.isInput ? binding.input(boundary.operand) : binding.output(boundary.operand);
    if (before == address) {
      return;
    }
    if (boundary.isInput) {
      binding.setInput(boundary.operand, address);
    } else {
      binding.setOutput(boundary.operand, address);
    }
    invocations[boundary.step].addressesChanged();
  }

  Plan plan() {
    return plan;
  }

  @Override
  public void close() {
    for (Invocation invocation : invocations) {
      if (invocation != null) {
        invocation.close();
      }
    }
  }
}
