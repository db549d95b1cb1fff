package io.culebra.vector.codegen;

/** What a tile's accumulators start from. */
public enum Start {
  /** Zero. */
  ZERO,
  /** The bias of each column. */
  BIAS,
  /** What C holds. */
  C,
  /** What C holds, plus the bias of each column. */
  C_AND_BIAS;

  public boolean hasBias() {
    return this == BIAS || this == C_AND_BIAS;
  }

  public boolean readsC() {
    return this == C || this == C_AND_BIAS;
  }
}
