package io.culebra.onednn;

import java.util.Objects;

/**
 * oneDNN answered a call with an error. Becomes a refusal or an exception that names the node
 * before it leaves this package.
 */
final class OnednnException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OnednnException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
