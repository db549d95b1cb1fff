package io.culebra.vector.gemm;

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

  boolean hasBias() {
    return this == BIAS || this == C_AND_BIAS;
  }

  boolean readsC() {
    return this == C || this == C_AND_BIAS;
  }
}
