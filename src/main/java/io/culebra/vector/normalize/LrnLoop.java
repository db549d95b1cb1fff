package io.culebra.vector.normalize;

import io.culebra.vector.loop.LoopFamily;
import io.culebra.vector.math.Powers;
import java.lang.invoke.MethodHandles;
import java.util.Map;

/**
 * Division by a power of the sum of the squares of neighbouring channels. Stateless and safe for
 * any number of threads.
 */
interface LrnLoop {
  /** All loops of this kind. */
  LoopFamily<LrnLoop> FAMILY =
      new LoopFamily<>(MethodHandles.lookup(), LrnTemplate.class, LrnLoop.class);

  /**
   * Normalises one pixel whose channels are contiguous.
   *
   * @param channels how many channels there are
   * @param before how many channels before its own are summed
   * @param after how many behind
   * @param factor what the sum of squares is multiplied with
   * @param bias what is added to it
   */
  void pixel(
      long source, long target, int channels, int before, int after, float factor, float bias);

  /**
   * Normalises one contiguous plane of one channel.
   *
   * @param first the same plane of the first channel that is summed
   * @param planes how many channels are summed, one plane after the other
   * @param pixels the elements of a plane
   */
  void plane(
      long source, long target, long first, int planes, int pixels, float factor, float bias);

  /** The loop that divides by this power, the same one whenever it is asked for. */
  static LrnLoop of(float beta) {
    return FAMILY.with(Map.of("operator", Powers.divisionBy(beta)));
  }
}
