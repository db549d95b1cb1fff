package io.culebra.tensor;

import org.jspecify.annotations.Nullable;

/** A tensor, shape, option or other argument that the caller gave is not what was asked for. */
public final class InvalidInputException extends CulebraException {
  private static final long serialVersionUID = 1L;

  /** An exception with a message that names what and where. */
  public InvalidInputException(String message) {
    super(message, null);
  }

  /** An exception with a message that names what and where, and what lies behind it. */
  public InvalidInputException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
