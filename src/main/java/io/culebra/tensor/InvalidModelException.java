package io.culebra.tensor;

import org.jspecify.annotations.Nullable;

/** A model file, or a graph built in Java, contradicts itself or the ONNX specification. */
public final class InvalidModelException extends CulebraException {
  private static final long serialVersionUID = 1L;

  /** An exception with a message that names what and where. */
  public InvalidModelException(String message) {
    super(message, null);
  }

  /** An exception with a message that names what and where, and what lies behind it. */
  public InvalidModelException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
