package io.culebra.plan;

import io.culebra.tensor.MemoryAccount;
import io.culebra.tensor.MemoryLimitException;
import io.culebra.tensor.NativeMemory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Counts the native memory that a model or a session holds, and refuses what would go beyond a
 * limit before it is allocated. What a session holds counts for its model too.
 *
 * <p>Before it refuses, it lets others give back what they can do without, and asks the garbage
 * collector for tensors that nobody holds any more and nobody closed.
 *
 * <p>Safe for use by many threads.
 */
public final class MemoryBudget implements MemoryAccount {
  private static final int LONGEST_WAIT_MILLIS = 128;

  /** How long the garbage collector is not asked again after it found nothing. */
  private static final long PAUSE_NANOS = 1_000_000_000L;

  private final long limit;
  private final String option;
  private final @Nullable MemoryBudget parent;
  private final List<Runnable> reclaimers = new CopyOnWriteArrayList<>();
  private long used;
  private long notBefore = System.nanoTime();

  /** A budget of so many bytes, raised by {@code SessionOptions.memoryLimit}. */
  public MemoryBudget(long limit) {
    this(limit, "SessionOptions.memoryLimit", null);
  }

  /**
   * A budget of so many bytes.
   *
   * @param option what a caller raises to get more
   * @param parent where all of it counts too, unless null
   */
  public MemoryBudget(long limit, String option, @Nullable MemoryBudget parent) {
    this.limit = limit;
    this.option = option;
    this.parent = parent;
  }

  /** The most that may be held at once, in bytes, whoever sets the limit. */
  public long limit() {
    return parent == null ? limit : Math.min(limit, parent.limit());
  }

  /** What is held now, in bytes. */
  public synchronized long used() {
    return used;
  }

  /**
   * Zeroed memory that counts until it is closed.
   *
   * @throws MemoryLimitException if it would go beyond the limit
   */
  public NativeMemory.Block allocate(long bytes, String what) {
    return NativeMemory.allocate(bytes, what, this);
  }

  /**
   * Lets {@code reclaimer} give back what it can do without, whenever the limit is reached: on the
   * thread that needs more, and with whatever locks that holds.
   */
  void addReclaimer(Runnable reclaimer) {
    reclaimers.add(reclaimer);
  }

  @Override
  public void reserve(long bytes, String what) {
    if (tryReserve(bytes)) {
      return;
    }
    if (bytes <= limit()) {
      reclaim();
      if (tryReserve(bytes) || (mayCollect() && reservedAfterCollection(bytes))) {
        return;
      }
      noteVain();
    }
    throw refusal(bytes, what);
  }

  private boolean tryReserve(long bytes) {
    synchronized (this) {
      if (bytes > limit - used) {
        return false;
      }
      used += bytes;
    }
    if (parent == null || parent.tryReserve(bytes)) {
      return true;
    }
    releaseHere(bytes);
    return false;
  }

  private void reclaim() {
    reclaimers.forEach(Runnable::run);
  }

  private synchronized boolean mayCollect() {
    return used > 0 && System.nanoTime() - notBefore >= 0;
  }

  private synchronized void noteVain() {
    notBefore = System.nanoTime() + PAUSE_NANOS;
  }

  private boolean reservedAfterCollection(long bytes) {
    System.gc();
    for (int millis = 1; millis <= LONGEST_WAIT_MILLIS; millis *= 2) {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      reclaim();
      if (tryReserve(bytes)) {
        return true;
      }
    }
    return false;
  }

  private MemoryLimitException refusal(long bytes, String what) {
    MemoryBudget full = this;
    if (parent != null && bytes <= limit - used()) {
      full = parent;
    }
    return new MemoryLimitException(
        what
            + " needs "
            + bytes
            + " bytes; "
            + full.used()
            + " of the limit of "
            + full.limit
            + " bytes are in use (raise "
            + full.option
            + ")");
  }

  @Override
  public void release(long bytes) {
    releaseHere(bytes);
    if (parent != null) {
      parent.release(bytes);
    }
  }

  private synchronized void releaseHere(long bytes) {
    used -= bytes;
  }
}
