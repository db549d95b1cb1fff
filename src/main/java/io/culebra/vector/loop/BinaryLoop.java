package io.culebra.vector.loop;

import io.culebra.vector.math.LaneCode;
import java.lang.invoke.MethodHandles;
import java.util.Map;

/**
 * A function of two floats applied to floats in memory; the target may be one of the sources.
 * Stateless and safe for any number of threads.
 */
public interface BinaryLoop {
  /** All loops of this kind. */
  LoopFamily<BinaryLoop> FAMILY =
      new LoopFamily<>(MethodHandles.lookup(), BinaryTemplate.class, BinaryLoop.class);

  /** Combines two runs of {@code count} floats. */
  void vectors(long a, long b, long target, long count);

  /** Combines {@code count} floats with the one at {@code b}. */
  void vectorScalar(long a, long b, long target, long count);

  /** Combines the float at {@code a} with {@code count} floats. */
  void scalarVector(long a, long b, long target, long count);

  /** The loop with this function, the same one whenever it is asked for. */
  static BinaryLoop of(LaneCode function) {
    return FAMILY.with(Map.of("operator", function));
  }
}
