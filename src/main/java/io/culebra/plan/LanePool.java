package io.culebra.plan;

import io.culebra.tensor.BusyException;
import io.culebra.tensor.CanceledException;
import io.culebra.tensor.ClosedException;
import io.culebra.tensor.MemoryLimitException;
import io.culebra.tensor.ThreadLimitException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of a network, and the callers who wait for one, first come, first served.
 *
 * <p>A lane has all threads of a run. While there are so many callers that each thread of the
 * network could serve one by itself, they get lanes of one thread instead: nobody waits for a part
 * of a step that another thread does, so more gets done. The network never uses more threads at
 * once than it was given, whichever lanes they belong to.
 *
 * <p>Safe for use by many threads.
 */
final class LanePool implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LanePool.class.getName());

  private final NetworkOptions options;
  private final MemoryBudget budget;
  private final IntConsumer prepare;
  private final int threads;
  private final int slots;
  private final ArrayDeque<Lane> freeWide = new ArrayDeque<>();
  private final ArrayDeque<Lane> freeNarrow = new ArrayDeque<>();
  private final ArrayDeque<Waiter> waiting = new ArrayDeque<>();
  private int narrowMade;
  private int usedSlots;
  private int running;
  private boolean splits;
  private boolean closed;

  /** A caller who waits. Decided under the pool's lock. */
  private static final class Waiter {
    final Thread thread = Thread.currentThread();
    volatile @Nullable Lane lane;
    volatile boolean refused;
  }

  /**
   * A pool with its full lanes; those of one thread are made when they are first wanted.
   *
   * @param prepare makes the calling thread ready to run plans for so many threads
   * @throws ThreadLimitException if the system does not give the threads; then none is left
   */
  LanePool(NetworkOptions options, MemoryBudget budget, IntConsumer prepare) {
    this.options = options;
    this.budget = budget;
    this.prepare = prepare;
    this.threads = options.threads();
    this.slots = options.threads() * options.lanes();
    this.splits = options.sideBySide() && threads > 1;
    try {
      for (int i = 0; i < options.lanes(); i++) {
        freeWide.add(new Lane("culebra-lane-" + (i + 1), threads, budget, prepare));
      }
    } catch (RuntimeException | Error e) {
      freeWide.forEach(Lane::close);
      throw e;
    }
  }

  /**
   * A lane for one run of the calling thread, which gives it back.
   *
   * @throws BusyException if too many wait already, or this caller has waited for too long
   * @throws CanceledException if the caller is interrupted while he waits
   * @throws ClosedException if the pool is closed
   */
  Lane take() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CanceledException("the run was given up: its caller had been interrupted");
    }
    Waiter waiter;
    synchronized (this) {
      requireOpen();
      int demand = running + waiting.size() + 1;
      Lane free = waiting.isEmpty() ? free(demand) : null;
      if (free != null) {
        return free;
      }
      if (waiting.size() >= options.maxWaiting()) {
        throw new BusyException(
            waiting.size()
                + " callers wait for the session already (SessionOptions.maxWaiting), and "
                + running
                + " runs are under way");
      }
      waiter = new Waiter();
      waiting.add(waiter);
      serve(demand);
    }
    return await(waiter);
  }

  /** How many threads the next caller's lane would have. */
  synchronized int likelyThreads() {
    return isForEach(running + waiting.size() + 1) ? 1 : threads;
  }

  private void requireOpen() {
    if (closed) {
      throw new ClosedException("the session has been closed");
    }
  }

  /** A lane that suits so many callers, counted as used; null if there is none now. */
  private @Nullable Lane free(int demand) {
    Lane lane = null;
    if (isForEach(demand)) {
      lane = usedSlots < slots ? narrow() : null;
    }
    if (lane == null && !isForEach(demand) && usedSlots + threads <= slots) {
      lane = freeWide.pollFirst();
    }
    if (lane != null) {
      usedSlots += lane.threads();
      running++;
    }
    return lane;
  }

  /**
   * Whether each caller gets one thread: with as many callers as threads; once that is so, with
   * more than half as many.
   */
  private boolean isForEach(int demand) {
    boolean already = running > 0 && usedSlots == running;
    return splits && demand >= (already ? slots / 2 + 1 : slots);
  }

  private @Nullable Lane narrow() {
    Lane lane = freeNarrow.pollFirst();
    if (lane == null) {
      try {
        lane = new Lane("culebra-lane-of-one-" + (narrowMade + 1), 1, budget, prepare);
        narrowMade++;
      } catch (ThreadLimitException e) {
        takeTurns(e);
      }
    }
    return lane;
  }

  private void takeTurns(RuntimeException why) {
    if (splits) {
      splits = false;
      LOG.log(Level.INFO, "callers of a session take turns from now on: {0}", why.getMessage());
    }
  }

  private void serve(int demand) {
    while (!waiting.isEmpty()) {
      Lane lane = free(demand);
      if (lane == null) {
        return;
      }
      Waiter first = waiting.removeFirst();
      first.lane = lane;
      LockSupport.unpark(first.thread);
    }
  }

  private Lane await(Waiter waiter) {
    boolean bounded = options.maxWait().compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0;
    long deadline = bounded ? System.nanoTime() + options.maxWait().toNanos() : 0;
    while (true) {
      Lane lane = waiter.lane;
      if (lane != null) {
        return lane;
      }
      if (waiter.refused) {
        throw new ClosedException("the session has been closed");
      }
      long left = bounded ? deadline - System.nanoTime() : Long.MAX_VALUE;
      if (Thread.currentThread().isInterrupted() && leave(waiter)) {
        throw new CanceledException(
            "the run was given up: its caller was interrupted while he waited for the session");
      }
      if (left <= 0 && leave(waiter)) {
        throw new BusyException(
            "no run of the session ended within "
                + TimeUnit.NANOSECONDS.toMillis(options.maxWait().toNanos())
                + " ms (SessionOptions.maxWait)");
      }
      LockSupport.parkNanos(this, left);
    }
  }

  /** Lets a caller wait no longer; false if he has been served. */
  private synchronized boolean leave(Waiter waiter) {
    return waiting.remove(waiter);
  }

  /** Ends what {@link #take} began. */
  void giveBack(Lane lane) {
    boolean dropped = lane.threads() < threads && dropsNarrow();
    if (dropped) {
      lane.close();
    }
    synchronized (this) {
      // Who leaves is likely to come back at once.
      int demand = running + waiting.size();
      running--;
      usedSlots -= lane.threads();
      if (!dropped) {
        (lane.threads() < threads ? freeNarrow : freeWide).addFirst(lane);
      }
      serve(demand);
    }
  }

  private synchronized boolean dropsNarrow() {
    return !splits;
  }

  /** Whether a lane has fewer threads than the network may use for one run. */
  boolean isNarrow(Lane lane) {
    return lane.threads() < threads;
  }

  /**
   * Lets callers take turns from now on, because lanes of one thread need more memory than there
   * is, and gives that of such lanes back as they become free.
   */
  void takeTurnsForWantOfMemory(MemoryLimitException why) {
    List<Lane> dropped;
    synchronized (this) {
      takeTurns(why);
      dropped = new ArrayList<>(freeNarrow);
      freeNarrow.clear();
    }
    dropped.forEach(Lane::close);
  }

  /** Lets the lanes that are free go of the frames of plans that are not kept any more. */
  synchronized void dropRetired() {
    freeWide.forEach(Lane::dropRetired);
    freeNarrow.forEach(Lane::dropRetired);
  }

  /** Refuses callers from now on, those included who wait. */
  synchronized void refuse() {
    closed = true;
    for (Waiter waiter : waiting) {
      waiter.refused = true;
      LockSupport.unpark(waiter.thread);
    }
    waiting.clear();
  }

  /** Closes the lanes. No run may be under way. */
  @Override
  public void close() {
    refuse();
    List<Lane> all;
    synchronized (this) {
      all = new ArrayList<>(freeWide);
      all.addAll(freeNarrow);
      freeWide.clear();
      freeNarrow.clear();
    }
    all.forEach(Lane::close);
  }
}
