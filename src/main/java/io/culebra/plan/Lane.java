package io.culebra.plan;

import io.culebra.tensor.CanceledException;
import io.culebra.tensor.ClosedException;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.ThreadLimitException;
import io.culebra.thread.LibraryThreads;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What one run occupies: a platform thread, its workers, and an arena that grows to the largest
 * plan that it ran.
 *
 * <p>One caller at a time uses a lane; it sleeps while the lane's thread works. Two kinds of
 * callers do the work of the lane's thread themselves, because waking two threads costs more than a
 * small network: anyone on a platform thread where the lane has no workers, and the first one for
 * as long as he lives. Native teams of threads belong to the thread that calls them, so there are
 * two at most, however many the callers.
 */
final class Lane implements AutoCloseable {
  private final MemoryBudget budget;
  private final IntConsumer prepare;
  private final WorkerTeam team;
  private final Thread thread;
  private final Map<Plan, Frame> frames = new IdentityHashMap<>();
  private NativeMemory.@Nullable Block arena;
  private NativeMemory.@Nullable Block scratch;
  private WeakReference<Thread> firstCaller = new WeakReference<>(null);
  private long arenaBytes;
  private long scratchBytes;
  private volatile @Nullable Job job;
  private volatile boolean closed;

  /**
   * A lane of so many threads.
   *
   * @param prepare makes the calling thread ready to run plans for so many threads
   * @throws ThreadLimitException if the system does not give the threads; then none is left
   */
  Lane(String name, int threads, MemoryBudget budget, IntConsumer prepare) {
    this.budget = budget;
    this.prepare = prepare;
    this.team = new WorkerTeam(name, threads);
    try {
      this.thread = LibraryThreads.start(name, this::serve);
    } catch (RuntimeException | Error e) {
      team.close();
      throw e;
    }
  }

  /** How many threads a run on this lane has, the one that does the lane's work included. */
  int threads() {
    return team.size();
  }

  /**
   * Runs a plan with the caller's tensors at these addresses, and returns when it is done. The
   * caller holds the plan and the tensors.
   *
   * @param watch told of each step, unless null
   * @throws CanceledException if the caller is interrupted, as soon as the step that runs has ended
   */
  void run(Plan plan, long[] inputs, long[] outputs, @Nullable StepWatch watch) {
    if (closed) {
      throw new ClosedException("the session has been closed");
    }
    Job mine = new Job(Thread.currentThread(), plan, inputs, outputs, watch);
    if (isOwnWorker(mine.caller)) {
      execute(mine);
      return;
    }
    job = mine;
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (!mine.done) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        interrupted = true;
        mine.givenUp = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Throwable failure = mine.failure;
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }

  private boolean isOwnWorker(Thread caller) {
    if (caller.isVirtual()) {
      return false;
    }
    if (team.size() == 1) {
      return true;
    }
    Thread first = firstCaller.get();
    if (first == null || !first.isAlive()) {
      prepare.accept(team.size());
      first = caller;
      firstCaller = new WeakReference<>(first);
    }
    return first == caller;
  }

  private void serve() {
    boolean prepared = false;
    while (true) {
      Job next = job;
      if (next != null) {
        job = null;
        try {
          if (!prepared) {
            prepare.accept(team.size());
            prepared = true;
          }
          execute(next);
        } catch (Throwable e) {
          next.failure = e;
        }
        next.done = true;
        LockSupport.unpark(next.caller);
      } else if (closed) {
        try {
          dropFrames();
          freeMemory();
        } finally {
          team.close();
        }
        return;
      } else {
        LockSupport.park(this);
      }
    }
  }

  private void execute(Job next) {
    Frame frame = frames.get(next.plan);
    if (frame == null) {
      frame = newFrame(next);
    }
    frame.run(next);
  }

  private Frame newFrame(Job first) {
    Plan plan = first.plan;
    dropRetired();
    if (plan.arenaBytes() > arenaBytes || plan.scratchBytes() > scratchBytes || arena == null) {
      dropFrames();
      grow(plan);
    }
    NativeMemory.Block tensors = arena;
    NativeMemory.Block working = scratch;
    if (tensors == null || working == null) {
      throw new IllegalStateException("the lane has no memory");
    }
    CheckedArena checks = NativeMemory.CHECKED ? new CheckedArena(plan, tensors.segment()) : null;
    Frame frame =
        new Frame(
            plan, first.inputs, first.outputs, tensors.address(), working.address(), team, checks);
    plan.retain();
    frames.put(plan, frame);
    return frame;
  }

  private void grow(Plan plan) {
    long tensors = Math.max(arenaBytes, plan.arenaBytes());
    long working = Math.max(scratchBytes, plan.scratchBytes());
    freeMemory();
    arena = budget.allocate(tensors, "the arena for activations" + plan.largestInArena());
    arenaBytes = tensors;
    scratch = budget.allocate(working, "the scratch of the kernels");
    scratchBytes = working;
  }

  private void freeMemory() {
    if (arena != null) {
      arena.close();
      arena = null;
      arenaBytes = 0;
    }
    if (scratch != null) {
      scratch.close();
      scratch = null;
      scratchBytes = 0;
    }
  }

  /** Lets go of the frames of plans that are not kept any more. No run may be under way. */
  void dropRetired() {
    List<Plan> retired = new ArrayList<>();
    for (Plan plan : frames.keySet()) {
      if (plan.isRetired()) {
        retired.add(plan);
      }
    }
    retired.forEach(this::drop);
  }

  private void dropFrames() {
    List.copyOf(frames.keySet()).forEach(this::drop);
  }

  private void drop(Plan plan) {
    Frame frame = frames.remove(plan);
    if (frame != null) {
      frame.close();
      plan.release();
    }
  }

  /**
   * Lets the thread end and gives the memory back; waits until both are done. No run may be under
   * way.
   */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    LibraryThreads.awaitEnd(thread);
  }

  /** One run of a plan. */
  static final class Job {
    final Thread caller;
    final Plan plan;
    final long[] inputs;
    final long[] outputs;
    final @Nullable StepWatch watch;
    @Nullable Throwable failure;
    volatile boolean givenUp;
    volatile boolean done;

    Job(Thread caller, Plan plan, long[] inputs, long[] outputs, @Nullable StepWatch watch) {
      this.caller = caller;
      this.plan = plan;
      this.inputs = inputs;
      this.outputs = outputs;
      this.watch = watch;
    }

    /**
     * Stops between two steps where the caller wants no answer any more.
     *
     * @param step the one that would be next
     */
    void check(Step step) {
      if (givenUp || caller.isInterrupted()) {
        throw new CanceledException(
            "the run was given up before " + step.spec().node() + ": its caller was interrupted");
      }
    }
  }
}
