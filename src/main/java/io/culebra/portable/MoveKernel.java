package io.culebra.portable;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Footprint;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.Team;
import java.util.List;

/** A step that only copies boxes of elements, one after another, each by all threads together. */
record MoveKernel(Footprint footprint, List<Move> moves) implements Kernel {
  @Override
  public Invocation bind(Binding binding) {
    return new Mover(binding, moves);
  }

  /** Copies boxes for one lane. */
  static final class Mover implements Invocation, Team.Task {
    /** Fewer bytes than this are not worth waking a thread for. */
    private static final long BYTES_PER_TASK = 64 << 10;

    private final Binding binding;
    private final Move[] moves;
    private int current;
    private int tasks;

    Mover(Binding binding, List<Move> moves) {
      this.binding = binding;
      this.moves = moves.toArray(Move[]::new);
    }

    @Override
    public void run() {
      for (current = 0; current < moves.length; current++) {
        tasks = tasks(moves[current].copy());
        if (tasks == 1) {
          run(0, 0);
        } else {
          binding.team().run(tasks, this);
        }
      }
    }

    private int tasks(StridedCopy copy) {
      int size = binding.team().size();
      long worthwhile = size == 1 ? 1 : copy.bytes() / BYTES_PER_TASK;
      return (int) Math.max(Math.min(Math.min(size, worthwhile), copy.shares()), 1);
    }

    @Override
    public void run(int index, int worker) {
      Move move = moves[current];
      StridedCopy copy = move.copy();
      copy.run(
          binding.input(move.input()) + move.fromOffset(),
          binding.output(move.output()) + move.toOffset(),
          copy.shares() * index / tasks,
          copy.shares() * (index + 1) / tasks);
    }
  }
}
