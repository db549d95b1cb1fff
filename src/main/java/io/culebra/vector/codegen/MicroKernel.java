package io.culebra.vector.codegen;

/**
 * The innermost product: a column of tiles of C, each {@code start + A B}, computed in registers.
 * Implementations are spun ({@link Kernels}); they are stateless and safe for any number of
 * threads.
 */
public interface MicroKernel {
  /**
   * Computes {@code tiles} tiles below each other. All addresses are in bytes, none is checked.
   *
   * @param tiles how many
   * @param a the first row of A in a {@link RowBlock}
   * @param b a panel of B: {@code depth} rows of the tile's width
   * @param depth the columns of A and rows of B, 1 to {@link RowBlock#DEPTH}
   * @param c the first row of C
   * @param cStride the bytes between rows of C
   * @param bias a row of the tile's width; ignored unless the start has a bias
   * @param low the lower bound of {@link End#CLAMP}
   * @param high the upper bound of {@link End#CLAMP}
   */
  void run(
      int tiles, long a, long b, int depth, long c, long cStride, long bias, float low, float high);
}
