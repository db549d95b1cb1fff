package io.culebra.tensor;

import org.jspecify.annotations.Nullable;

/**
 * A backend was asked for that is not there, or one failed at its work; the reason and the node are
 * named.
 */
public final class BackendException extends CulebraException {
  private static final long serialVersionUID = 1L;

  /** An exception with a message that names what and where. */
  public BackendException(String message) {
    super(message, null);
  }

  /** An exception with a message that names what and where, and what lies behind it. */
  public BackendException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
