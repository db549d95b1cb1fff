package io.culebra.portable;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Footprint;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.Team;
import java.util.List;

/** A step that only copies boxes of elements, of which no two overlap; threads share each box. */
record MoveKernel(Footprint footprint, List<Move> moves) implements Kernel {
  @Override
  public Invocation bind(Binding binding) {
    return new Mover(binding, moves);
  }

  /** Copies boxes for one lane. */
  static final class Mover implements Invocation, Team.Task {
    /** Less work than this, in bytes, takes no longer than it takes to wake a thread. */
    private static final long WORK_PER_TASK = 512 << 10;

    private final Binding binding;
    private final Move[] moves;
    private final int tasks;

    Mover(Binding binding, List<Move> moves) {
      this.binding = binding;
      this.moves = moves.toArray(Move[]::new);
      long work = moves.stream().mapToLong(move -> move.copy().work()).sum();
      long shares = moves.stream().mapToLong(move -> move.copy().shares()).max().orElse(1);
      long worthwhile = Math.max(Math.min(work / WORK_PER_TASK, shares), 1);
      tasks = (int) Math.min(worthwhile, binding.team().size());
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
      for (Move move : moves) {
        StridedCopy copy = move.copy();
        copy.run(
            binding.input(move.input()) + move.fromOffset(),
            binding.output(move.output()) + move.toOffset(),
            copy.shares() * index / tasks,
            copy.shares() * (index + 1) / tasks);
      }
    }
  }
}
