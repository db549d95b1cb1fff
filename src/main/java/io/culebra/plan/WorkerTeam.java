package io.culebra.plan;

import io.culebra.kernel.Team;
import io.culebra.tensor.ThreadLimitException;
import io.culebra.thread.LibraryThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A lane's thread and its workers. Whoever is free takes the next task; a worker that has seen no
 * work for a moment sleeps.
 *
 * <p>{@link #run} is for one thread at a time. Tasks are handed out with one word that holds the
 * number of the call and the next task, so that a worker that wakes late cannot take a task of a
 * call that has ended.
 */
public final class WorkerTeam implements Team, AutoCloseable {
  private static final long SPIN_NANOS = 20_000;
  private static final int INDEX_BITS = 32;
  private static final long INDEX_MASK = (1L << INDEX_BITS) - 1;
  private static final long NO_TASK = Integer.MAX_VALUE;

  private final Worker[] workers;
  private final AtomicLong ticket = new AtomicLong();
  private final AtomicInteger unfinished = new AtomicInteger();
  private volatile int count;
  private volatile @Nullable Task task;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Thread owner;
  private volatile boolean closed;
  private long call;

  /**
   * A team of {@code size} threads, the lane's own among them.
   *
   * @throws ThreadLimitException if the system does not give all of them; then none is left
   */
  public WorkerTeam(String name, int size) {
    List<Worker> started = new ArrayList<>();
    try {
      for (int i = 1; i < size; i++) {
        Worker worker = new Worker(i);
        worker.thread = LibraryThreads.start(name + "-worker-" + i, worker);
        started.add(worker);
      }
    } catch (RuntimeException | Error e) {
      end(started);
      throw e;
    }
    workers = started.toArray(Worker[]::new);
  }

  @Override
  public int size() {
    return workers.length + 1;
  }

  @Override
  public void run(int count, Task task) {
    if (workers.length == 0 || count <= 1) {
      for (int i = 0; i < count; i++) {
        task.run(i, 0);
      }
      return;
    }
    // A worker may still hold the last call's ticket: it must be void before the fields change.
    ticket.set(++call << INDEX_BITS | NO_TASK);
    this.owner = Thread.currentThread();
    this.task = task;
    this.count = count;
    unfinished.set(count);
    ticket.set(++call << INDEX_BITS);
    for (int i = 0; i < workers.length && i < count - 1; i++) {
      workers[i].wake();
    }
    takeTasks(0);
    awaitOthers();
    this.task = null;
    Throwable thrown = failure;
    failure = null;
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private void takeTasks(int worker) {
    while (true) {
      long current = ticket.get();
      int index = (int) (current & INDEX_MASK);
      Task taken = task;
      if (taken == null || index >= count) {
        return;
      }
      if (ticket.compareAndSet(current, current + 1)) {
        try {
          taken.run(index, worker);
        } catch (Throwable e) {
          failure = e;
        }
        if (unfinished.decrementAndGet() == 0 && worker != 0) {
          LockSupport.unpark(owner);
        }
      }
    }
  }

  private void awaitOthers() {
    long deadline = 0;
    while (unfinished.get() > 0) {
      if (deadline == 0) {
        deadline = System.nanoTime() + SPIN_NANOS;
      }
      if (System.nanoTime() < deadline) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
      }
    }
  }

  /** Returns when the workers have ended. No {@link #run} may be under way. */
  @Override
  public void close() {
    end(List.of(workers));
  }

  private void end(List<Worker> team) {
    closed = true;
    team.forEach(worker -> LockSupport.unpark(worker.thread));
    for (Worker worker : team) {
      Thread thread = worker.thread;
      if (thread != null) {
        LibraryThreads.awaitEnd(thread);
      }
    }
  }

  private final class Worker implements Runnable {
    private final int number;
    private volatile boolean asleep;
    private volatile @Nullable Thread thread;

    Worker(int number) {
      this.number = number;
    }

    void wake() {
      if (asleep) {
        LockSupport.unpark(thread);
      }
    }

    @Override
    public void run() {
      // The starter may not have come to set it.
      thread = Thread.currentThread();
      long seen = 0;
      while (!closed) {
        long now = ticket.get() >>> INDEX_BITS;
        if (now == seen) {
          sleep(seen);
        } else {
          seen = now;
          takeTasks(number);
        }
      }
    }

    private void sleep(long seen) {
      long deadline = System.nanoTime() + SPIN_NANOS;
      while (System.nanoTime() < deadline) {
        if (ticket.get() >>> INDEX_BITS != seen || closed) {
          return;
        }
        Thread.onSpinWait();
      }
      asleep = true;
      while (ticket.get() >>> INDEX_BITS == seen && !closed) {
        LockSupport.park(WorkerTeam.this);
      }
      asleep = false;
    }
  }
}
