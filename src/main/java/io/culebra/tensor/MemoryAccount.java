package io.culebra.tensor;

/** Who counts native memory and refuses what goes beyond a limit. Safe for use by many threads. */
public interface MemoryAccount {
  /**
   * Counts memory that is about to be allocated.
   *
   * @param what what it is for, as it is named in the exception
   * @throws MemoryLimitException if it would go beyond the limit
   */
  void reserve(long bytes, String what);

  /** Ends what one {@link #reserve} began. */
  void release(long bytes);
}
