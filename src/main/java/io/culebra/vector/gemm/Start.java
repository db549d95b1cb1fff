package io.culebra.vector.gemm;

/** What a tile's accumulators start from. */
public enum Start {
  /** Zero. */
  ZERO(false, false),
  /** The bias of each column. */
  BIAS(true, false),
  /** A matrix of C's shape: what earlier blocks of K left in C, or a residual. */
  LOAD(false, true),
  /** A matrix of C's shape plus the bias of each column. */
  LOAD_BIAS(true, true);

  private final boolean bias;
  private final boolean load;

  Start(boolean bias, boolean load) {
    this.bias = bias;
    this.load = load;
  }

  /** Whether the kernel reads a bias row. */
  public boolean hasBias() {
    return bias;
  }

  /** Whether the kernel reads a matrix of C's shape. */
  public boolean hasLoad() {
    return load;
  }

  static Start of(boolean bias, boolean load) {
    return load ? (bias ? LOAD_BIAS : LOAD) : (bias ? BIAS : ZERO);
  }
}
