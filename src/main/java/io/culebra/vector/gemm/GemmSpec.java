package io.culebra.vector.gemm;

import io.culebra.vector.codegen.Tile;
import org.jspecify.annotations.Nullable;

/**
 * A product {@code C = epilogue(clamp(bias + residual + A B))}. Made by {@link #of} and refined by
 * the methods named after what they add.
 *
 * @param m rows of A and C
 * @param n columns of B and C
 * @param k columns of A, rows of B
 * @param rows where A comes from
 * @param cStride floats from one row of C to the next
 * @param tile the tile that the kernels compute
 * @param bias whether a bias of {@code n} floats is added to each row
 * @param residual whether a matrix of C's shape is added
 * @param residualStride floats from one row of the residual to the next
 * @param low the lower bound of each element; -Infinity for none
 * @param high the upper bound of each element; Infinity for none
 * @param epilogue what happens to each finished block of C
 */
public record GemmSpec(
    int m,
    int n,
    int k,
    RowSource rows,
    long cStride,
    Tile tile,
    boolean bias,
    boolean residual,
    long residualStride,
    float low,
    float high,
    @Nullable Epilogue epilogue) {
  public GemmSpec {
    if (m < 1 || n < 1 || k < 1) {
      throw new IllegalArgumentException("a product of %d x %d x %d".formatted(m, n, k));
    }
  }

  /** A plain product, with C's rows packed, on this CPU's tile. */
  public static GemmSpec of(int m, int n, int k, RowSource rows) {
    float infinity = Float.POSITIVE_INFINITY;
    Tile tile = Tile.forColumns(n);
    return new GemmSpec(m, n, k, rows, n, tile, false, false, 0, -infinity, infinity, null);
  }

  /** Whether elements are bounded. */
  boolean isClamped() {
    return low > Float.NEGATIVE_INFINITY || high < Float.POSITIVE_INFINITY;
  }

  /** With C's rows {@code stride} floats apart. */
  public GemmSpec withStride(long stride) {
    return new GemmSpec(
        m, n, k, rows, stride, tile, bias, residual, residualStride, low, high, epilogue);
  }

  /** With kernels for another tile. */
  public GemmSpec withTile(Tile other) {
    return new GemmSpec(
        m, n, k, rows, cStride, other, bias, residual, residualStride, low, high, epilogue);
  }

  /** With a bias added to each row. */
  public GemmSpec withBias() {
    return new GemmSpec(
        m, n, k, rows, cStride, tile, true, residual, residualStride, low, high, epilogue);
  }

  /** With a matrix added whose rows are {@code stride} floats apart. */
  public GemmSpec withResidual(long stride) {
    return new GemmSpec(m, n, k, rows, cStride, tile, bias, true, stride, low, high, epilogue);
  }

  /** With every element bounded; Relu is the bounds 0 and Infinity. */
  public GemmSpec withBounds(float lowest, float highest) {
    return new GemmSpec(
        m, n, k, rows, cStride, tile, bias, residual, residualStride, lowest, highest, epilogue);
  }

  /** With an epilogue. */
  public GemmSpec withEpilogue(Epilogue pass) {
    return new GemmSpec(
        m, n, k, rows, cStride, tile, bias, residual, residualStride, low, high, pass);
  }
}
