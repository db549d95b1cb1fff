package io.culebra.vector.loop;

import io.culebra.vector.math.LaneCode;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A function of two floats applied to floats in memory; the target may be one of the sources.
 * Stateless and safe for any number of threads.
 */
public interface BinaryLoop {
  /** Combines two runs of {@code count} floats. */
  void vectors(long a, long b, long target, long count);

  /** Combines {@code count} floats with the one at {@code b}. */
  void vectorScalar(long a, long b, long target, long count);

  /** Combines the float at {@code a} with {@code count} floats. */
  void scalarVector(long a, long b, long target, long count);

  /** The loop with this function, the same one whenever it is asked for. */
  static BinaryLoop of(LaneCode function) {
    return Loops.BY_FUNCTION.computeIfAbsent(function, Loops::create);
  }

  /** The loops that were made. */
  final class Loops {
    private static final Map<LaneCode, BinaryLoop> BY_FUNCTION = new ConcurrentHashMap<>();

    private Loops() {}

    private static BinaryLoop create(LaneCode function) {
      return Specialiser.specialise(
          MethodHandles.lookup(),
          BinaryTemplate.class,
          BinaryLoop.class,
          Map.of("operator", function));
    }
  }
}
