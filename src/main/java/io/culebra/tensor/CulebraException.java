package io.culebra.tensor;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything that this library throws on its own account. The message names the file,
 * node, operator, shape and reason, as far as they apply, in one line; what it quotes from a model
 * is {@linkplain VisibleText made visible} and cut.
 */
public abstract sealed class CulebraException extends RuntimeException
    permits InvalidModelException,
        UnsupportedModelException,
        InvalidInputException,
        BackendException,
        MemoryLimitException,
        ThreadLimitException,
        BusyException,
        CanceledException,
        ClosedException {
  private static final long serialVersionUID = 1L;

  /** More than any name, shape and reason need. */
  private static final int LONGEST = 4000;

  CulebraException(String message, @Nullable Throwable cause) {
    super(VisibleText.of(message, LONGEST), cause);
  }

  /** What went wrong and where; there always is a message. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
