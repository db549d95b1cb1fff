package io.culebra.vector.codegen;

/** What happens to a tile's accumulators before they are stored. */
public enum End {
  /** Nothing. */
  STORE,
  /** {@code min(max(x, low), high)}, with bounds given at run time; not a number passes through. */
  CLAMP
}
