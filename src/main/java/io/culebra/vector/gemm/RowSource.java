package io.culebra.vector.gemm;

/**
 * Where the rows of A come from: the matrix itself, its transpose, or the windows of a convolution.
 * Stateless and safe for any number of threads.
 */
public interface RowSource {
  /**
   * Copies a piece of A into a {@link RowBlock}.
   *
   * @param a the address of the operand that A is read from
   * @param row the first row
   * @param rows how many
   * @param column the first column
   * @param columns how many, at most {@link RowBlock#DEPTH}
   * @param block where row {@code row}, column {@code column} goes
   */
  void gather(long a, int row, int rows, int column, int columns, long block);
}
