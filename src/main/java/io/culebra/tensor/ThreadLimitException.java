package io.culebra.tensor;

import org.jspecify.annotations.Nullable;

/** The system gives this process no more threads. The message names the limits that were found. */
public final class ThreadLimitException extends CulebraException {
  private static final long serialVersionUID = 1L;

  /** An exception with a message that names what and where. */
  public ThreadLimitException(String message) {
    super(message, null);
  }

  /** An exception with a message that names what and where, and what lies behind it. */
  public ThreadLimitException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The exception for threads that could not be started, with the limits of this process. */
  public static ThreadLimitException toStart(String what, @Nullable Throwable cause) {
    return new ThreadLimitException(
        "no thread to be had for " + what + ": " + ThreadLimits.describe(), cause);
  }
}
