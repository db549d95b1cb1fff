package io.culebra.plan;

import io.culebra.tensor.MemoryAccount;
import io.culebra.tensor.MemoryLimitException;
import io.culebra.tensor.NativeMemory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Counts the native memory that a model and its sessions hold, and refuses what would go beyond a
 * limit before it is allocated. Safe for use by many threads.
 */
public final class MemoryBudget implements MemoryAccount {
  private final long limit;
  private final List<Runnable> reclaimers = new CopyOnWriteArrayList<>();
  private long used;

  /** A budget of so many bytes. */
  public MemoryBudget(long limit) {
    this.limit = limit;
  }

  /** The most that may be held at once, in bytes. */
  public long limit() {
    return limit;
  }

  /** What is held now, in bytes. */
  public synchronized long used() {
    return used;
  }

  /**
   * Zeroed memory that counts until {@link #free}.
   *
   * @throws MemoryLimitException if it would go beyond the limit
   */
  public NativeMemory.Block allocate(long bytes, String what) {
    reserve(bytes, what);
    try {
      return NativeMemory.allocate(bytes, what);
    } catch (RuntimeException | Error e) {
      release(bytes);
      throw e;
    }
  }

  /** Closes a block that {@link #allocate} gave for so many bytes. */
  public void free(NativeMemory.Block block, long bytes) {
    block.close();
    release(bytes);
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
    if (bytes <= limit && !fits(bytes)) {
      reclaimers.forEach(Runnable::run);
    }
    reserveNow(bytes, what);
  }

  private synchronized boolean fits(long bytes) {
    return bytes <= limit - used;
  }

  private synchronized void reserveNow(long bytes, String what) {
    if (!fits(bytes)) {
      throw new MemoryLimitException(
          what
              + " needs "
              + bytes
              + " bytes; "
              + used
              + " of the limit of "
              + limit
              + " bytes are in use (raise SessionOptions.memoryLimit)");
    }
    used += bytes;
  }

  @Override
  public synchronized void release(long bytes) {
    used -= bytes;
  }
}
