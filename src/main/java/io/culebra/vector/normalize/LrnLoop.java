package io.culebra.vector.normalize;

import io.culebra.vector.loop.Specialiser;
import io.culebra.vector.math.LaneCode;
import io.culebra.vector.math.Powers;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Division by a power of the sum of the squares of neighbouring channels. Stateless and safe for
 * any number of threads.
 */
interface LrnLoop {
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
    return Loops.BY_POWER.computeIfAbsent(Powers.divisionBy(beta), Loops::create);
  }

  /** The loops that were made. */
  final class Loops {
    private static final Map<LaneCode, LrnLoop> BY_POWER = new ConcurrentHashMap<>();

    private Loops() {}

    private static LrnLoop create(LaneCode division) {
      return Specialiser.specialise(
          MethodHandles.lookup(), LrnTemplate.class, LrnLoop.class, Map.of("operator", division));
    }
  }
}
