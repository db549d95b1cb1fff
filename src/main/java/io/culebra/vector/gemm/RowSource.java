package io.culebra.vector.gemm;

import io.culebra.vector.codegen.RowBlock;
import java.util.List;

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

  /**
   * Rows of this kind with which the code that gathers them is run until it is compiled, besides
   * that for matrices; none for a matrix.
   */
  default List<Sample> samples() {
    return List.of();
  }

  /**
   * Rows to gather before a plan is first run.
   *
   * @param rows some rows
   * @param depth how many columns they have
   */
  record Sample(RowSource rows, int depth) {}
}
