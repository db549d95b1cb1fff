package io.culebra.tensor;

import org.jspecify.annotations.Nullable;

/** A session has more callers than are allowed to wait, or has let one wait for too long. */
public final class BusyException extends CulebraException {
  private static final long serialVersionUID = 1L;

  /** An exception with a message that names what and where. */
  public BusyException(String message) {
    super(message, null);
  }

  /** An exception with a message that names what and where, and what lies behind it. */
  public BusyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
