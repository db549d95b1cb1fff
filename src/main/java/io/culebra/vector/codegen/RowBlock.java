package io.culebra.vector.codegen;

/**
 * The one form in which micro-kernels read A: some rows of floats, {@link #STRIDE} floats from row
 * to row, holding a stretch of at most {@link #DEPTH} columns each. As the stride is the same for
 * every product, it is a constant in the kernels, and one kernel serves all of them.
 */
public final class RowBlock {
  /** The most columns of A, and rows of B, that one kernel call multiplies. */
  public static final int DEPTH = 576;

  /**
   * The floats from one row to the next: an odd number of cache lines, so that rows spread over the
   * sets.
   */
  public static final int STRIDE = DEPTH + 16;

  /** The bytes from one row to the next. */
  public static final long STRIDE_BYTES = STRIDE * (long) Float.BYTES;

  /** The rows behind the last that a kernel may read, as tiles are whole. */
  public static final int SPARE_ROWS = 24;

  private RowBlock() {}
}
