package io.culebra.vector.reduce;

import io.culebra.vector.loop.LoopFamily;
import java.lang.invoke.MethodHandles;

/**
 * Softmax, or its logarithm, over memory; source and target may be the same. Stateless and safe for
 * any number of threads.
 */
interface SoftmaxLoop {
  /** All loops of this kind. */
  LoopFamily<SoftmaxLoop> FAMILY =
      new LoopFamily<>(MethodHandles.lookup(), SoftmaxTemplate.class, SoftmaxLoop.class);

  /** Along a contiguous row of {@code count} elements. */
  void row(long source, long target, int count);

  /** Along the columns of a matrix with {@code rows} rows of {@code columns} elements. */
  void columns(long source, long target, int columns, int rows);
}
