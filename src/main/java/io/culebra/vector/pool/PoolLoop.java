package io.culebra.vector.pool;

import io.culebra.vector.loop.LoopFamily;
import io.culebra.vector.work.SpatialWindow;
import java.lang.invoke.MethodHandles;

/** A pooling over memory. Stateless and safe for any number of threads. */
interface PoolLoop {
  /** All loops of this kind. */
  LoopFamily<PoolLoop> FAMILY =
      new LoopFamily<>(MethodHandles.lookup(), PoolTemplate.class, PoolLoop.class);

  /**
   * Makes one row of the output.
   *
   * @param image the first element of the image
   * @param target the first element of the row of the output
   * @param channels elements of a pixel
   * @param y the row of the output
   * @param padsCount whether padding counts where the result is an average
   */
  void row(long image, long target, SpatialWindow window, int channels, int y, boolean padsCount);
}
