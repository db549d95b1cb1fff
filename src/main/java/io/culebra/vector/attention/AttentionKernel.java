package io.culebra.vector.attention;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Footprint;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Team;
import io.culebra.vector.work.WarmUp;

/** Attention, cut into tasks that the team shares. */
final class AttentionKernel implements Kernel {
  private final Work work;
  private final PresentCopy present;
  private final long shared;
  private final long own;
  private final Footprint footprint;

  /** Makes the kernel and warms what it calls. */
  AttentionKernel(KernelSpec spec, Heads heads, Work work) {
    this.work = work;
    present = PresentCopy.of(spec, heads);
    shared = Blocks.align(work.sharedBytes());
    own = Blocks.align(work.threadBytes());
    footprint = Footprint.dense(spec, shared + spec.threads() * own);
    WarmUp.run(
        spec,
        footprint,
        binding -> {
          heads.mask().admitAll(binding, spec);
          if (work.preparations() > 0) {
            work.prepare(binding, 0);
          }
          work.run(binding, 0, binding.scratch(), binding.scratch() + shared);
        });
  }

  @Override
  public Footprint footprint() {
    return footprint;
  }

  @Override
  public Invocation bind(Binding binding) {
    return new Run(binding);
  }

  private final class Run implements Invocation {
    private final Binding binding;
    private final Team.Task copy = this::copy;
    private final Team.Task prepare = this::prepare;
    private final Team.Task attend = this::attend;

    Run(Binding binding) {
      this.binding = binding;
    }

    @Override
    public void run() {
      runAll(present.tasks(), copy);
      runAll(work.preparations(), prepare);
      runAll(work.tasks(), attend);
    }

    private void runAll(int tasks, Team.Task task) {
      if (tasks > 0) {
        binding.team().run(tasks, task);
      }
    }

    private void copy(int index, int worker) {
      present.run(binding, index);
    }

    private void prepare(int index, int worker) {
      work.prepare(binding, index);
    }

    private void attend(int index, int worker) {
      long scratch = binding.scratch();
      work.run(binding, index, scratch, scratch + shared + worker * own);
    }
  }
}
