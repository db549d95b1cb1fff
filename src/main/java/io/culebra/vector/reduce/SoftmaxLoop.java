package io.culebra.vector.reduce;

/**
 * Softmax, or its logarithm, over memory; source and target may be the same. Stateless and safe for
 * any number of threads.
 */
interface SoftmaxLoop {
  /** Along a contiguous row of {@code count} elements. */
  void row(long source, long target, int count);

  /** Along the columns of a matrix with {@code rows} rows of {@code columns} elements. */
  void columns(long source, long target, int columns, int rows);
}
