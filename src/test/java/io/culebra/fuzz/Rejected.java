package io.culebra.fuzz;

/** What was drawn is of no use: it is dropped, and something else drawn. */
final class Rejected extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whether the oracle has no such operator for these types. */
  private final boolean withoutOracle;

  Rejected(String reason, boolean withoutOracle) {
    super(reason, null, false, false);
    this.withoutOracle = withoutOracle;
  }

  Rejected(String reason) {
    this(reason, false);
  }

  boolean isWithoutOracle() {
    return withoutOracle;
  }
}
