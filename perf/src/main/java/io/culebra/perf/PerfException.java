package io.culebra.perf;

/** The work of a command failed for a reason that its message explains to the user. */
public final class PerfException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PerfException(String message) {
    super(message);
  }

  public PerfException(String message, Throwable cause) {
    super(message, cause);
  }
}
