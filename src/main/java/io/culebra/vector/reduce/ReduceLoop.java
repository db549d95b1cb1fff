package io.culebra.vector.reduce;

import io.culebra.vector.loop.LoopFamily;
import java.lang.invoke.MethodHandles;

/** A fold over memory. Stateless and safe for any number of threads. */
interface ReduceLoop {
  /** All loops of this kind. */
  LoopFamily<ReduceLoop> FAMILY =
      new LoopFamily<>(MethodHandles.lookup(), ReduceTemplate.class, ReduceLoop.class);

  /** The logarithm of a sum of exponentials, alone in its kind. */
  LoopFamily<ReduceLoop> LOG_SUM_EXP =
      new LoopFamily<>(MethodHandles.lookup(), LogSumExpTemplate.class, ReduceLoop.class);

  /**
   * Folds every element of one contiguous row.
   *
   * @param target where the one float goes
   * @param count the elements of the row
   * @param identity what the fold starts from
   * @param scale what the result is multiplied with before it is finished
   */
  void row(long source, long target, int count, float identity, float scale);

  /**
   * Folds the rows of a matrix into one row.
   *
   * @param columns the elements of a row
   * @param rows how many there are
   */
  void rows(long source, long target, int columns, int rows, float identity, float scale);
}
