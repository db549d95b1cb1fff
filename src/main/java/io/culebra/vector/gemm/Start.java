package io.culebra.vector.gemm;

/** What a tile's accumulators start from. */
public enum Start {
  /** Zero. */
  ZERO,
  /** The bias of each column. */
  BIAS
}
