package io.culebra.tensor;

import org.jspecify.annotations.Nullable;

/**
 * A model is valid, but uses something that this library does not run; every such thing is named.
 */
public final class UnsupportedModelException extends CulebraException {
  private static final long serialVersionUID = 1L;

  /** An exception with a message that names what and where. */
  public UnsupportedModelException(String message) {
    super(message, null);
  }

  /** An exception with a message that names what and where, and what lies behind it. */
  public UnsupportedModelException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
