package io.culebra.plan;

import io.culebra.tensor.MemoryLimitException;
import io.culebra.tensor.NativeMemory;

/**
 * Counts the native memory that a model and its sessions hold, and refuses what would go beyond a
 * limit before it is allocated. Safe for use by many threads.
 */
public final class MemoryBudget {
  private final long limit;
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
    } catch (RuntimeException e) {
      release(bytes);
      throw e;
    }
  }

  /** Closes a block that {@link #allocate} gave for so many bytes. */
  public void free(NativeMemory.Block block, long bytes) {
    block.close();
    release(bytes);
  }

  /** Counts memory that somebody else is about to allocate. */
  public synchronized void reserve(long bytes, String what) {
    if (bytes > limit - used) {
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

  /** Ends what {@link #reserve} began. */
  public synchronized void release(long bytes) {
    used -= bytes;
  }
}
