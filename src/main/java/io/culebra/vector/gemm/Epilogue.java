package io.culebra.vector.gemm;

import io.culebra.vector.codegen.End;

/**
 * What happens to each block of C after its last product, while it is still in the cache:
 * everything that the kernels' own {@link End} cannot do. Stateless and safe for any number of
 * threads.
 */
@FunctionalInterface
public interface Epilogue {
  /**
   * Transforms a block of C in place.
   *
   * @param c the address of its first element
   * @param stride bytes from one row of C to the next
   * @param row the row of C that the block starts at
   * @param rows how many
   * @param column the column of C that it starts at
   * @param columns how many
   * @param operand the address of a further operand, as given to {@link GemmPlan#run}
   */
  void apply(long c, long stride, int row, int rows, int column, int columns, long operand);
}
