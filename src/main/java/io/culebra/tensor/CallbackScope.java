package io.culebra.tensor;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run uses while it calls its user back, on the thread that it calls on: to close any of it
 * there would wait for the run, which waits for the call. Safe for use by many threads.
 */
public final class CallbackScope {
  private static final ThreadLocal<@Nullable CallbackScope> CURRENT = new ThreadLocal<>();

  private final Set<Object> used;
  private final @Nullable CallbackScope outer;

  private CallbackScope(Set<Object> used, @Nullable CallbackScope outer) {
    this.used = used;
    this.outer = outer;
  }

  /** Calls back while these objects, told apart by their identity, are in use. */
  public static void call(Set<Object> used, Runnable callback) {
    CallbackScope outer = CURRENT.get();
    CURRENT.set(new CallbackScope(used, outer));
    try {
      callback.run();
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  /**
   * Fails if the calling thread is inside a call of a run that uses this object.
   *
   * @param what what was asked for, such as {@code the session cannot be closed}
   * @throws IllegalStateException if so
   */
  public static void refuse(Object object, String what) {
    for (CallbackScope scope = CURRENT.get(); scope != null; scope = scope.outer) {
      if (scope.used.contains(object)) {
        throw new IllegalStateException(
            what + " by what its own run calls: it would wait for itself");
      }
    }
  }
}
