package io.culebra.tensor;

import org.jspecify.annotations.Nullable;

/**
 * A run was given up because the thread that asked for it was interrupted; its interrupt is kept.
 * Nobody uses the tensors of the run any more; outputs may have been written in part.
 */
public final class CanceledException extends CulebraException {
  private static final long serialVersionUID = 1L;

  /** An exception with a message that names what and where. */
  public CanceledException(String message) {
    super(message, null);
  }

  /** An exception with a message that names what and where, and what lies behind it. */
  public CanceledException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
