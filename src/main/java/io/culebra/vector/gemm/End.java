package io.culebra.vector.gemm;

/** What happens to a tile's accumulators before they are stored. */
public enum End {
  /** Nothing. */
  STORE,
  /** {@code max(x, 0)}. */
  RELU,
  /** {@code min(max(x, low), high)}, with bounds given at run time. */
  CLAMP
}
