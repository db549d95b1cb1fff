package io.culebra.tensor;

import org.jspecify.annotations.Nullable;

/** A tensor, session or model was used after it was closed. */
public final class ClosedException extends CulebraException {
  private static final long serialVersionUID = 1L;

  /** An exception with a message that names what and where. */
  public ClosedException(String message) {
    super(message, null);
  }

  /** An exception with a message that names what and where, and what lies behind it. */
  public ClosedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
