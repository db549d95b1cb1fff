package io.culebra.tensor;

import org.jspecify.annotations.Nullable;

/** A model, plan or tensor needs more memory than the limit allows. */
public final class MemoryLimitException extends CulebraException {
  private static final long serialVersionUID = 1L;

  /** An exception with a message that names what and where. */
  public MemoryLimitException(String message) {
    super(message, null);
  }

  /** An exception with a message that names what and where, and what lies behind it. */
  public MemoryLimitException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
