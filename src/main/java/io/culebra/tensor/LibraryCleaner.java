package io.culebra.tensor;

import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/**
 * The cleaner that gives back what nobody holds any more and nobody closed. Safe for use by many
 * threads.
 */
public final class LibraryCleaner {
  private static volatile @Nullable Cleaner cleaner;

  private LibraryCleaner() {}

  /**
   * Runs {@code action} when nobody holds {@code object} any more, or when it is asked to,
   * whichever comes first.
   *
   * @param action holds no reference to the object
   * @throws ThreadLimitException if the system gives no thread for the cleaner; the next call tries
   *     again
   */
  public static Cleaner.Cleanable register(Object object, Runnable action) {
    Cleaner started = cleaner;
    return (started == null ? start() : started).register(object, action);
  }

  private static synchronized Cleaner start() {
    Cleaner started = cleaner;
    if (started == null) {
      try {
        started = Cleaner.create();
      } catch (OutOfMemoryError e) {
        throw ThreadLimitException.toStart("giving memory back", e);
      }
      cleaner = started;
    }
    return started;
  }
}
