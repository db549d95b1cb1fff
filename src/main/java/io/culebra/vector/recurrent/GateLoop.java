package io.culebra.vector.recurrent;

import io.culebra.op.UnaryElementwise;
import io.culebra.vector.loop.LoopFamily;
import io.culebra.vector.math.Activations;
import io.culebra.vector.math.LaneCode;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Objects;

/** The activation of sums. Stateless and safe for any number of threads. */
interface GateLoop {
  /** All loops of this kind. */
  LoopFamily<GateLoop> FAMILY =
      new LoopFamily<>(MethodHandles.lookup(), GateTemplate.class, GateLoop.class);

  /**
   * Activates {@code a + b}, limited.
   *
   * @param target may be one of the two
   * @param bytes of whole vectors
   */
  void run(long a, long b, long target, long bytes);

  /** Activates {@code a * b}, where the activation is of the product's second factor alone. */
  void scale(long a, long b, long target, long bytes);

  /** The loop of an activation that has a vector form. */
  static GateLoop of(UnaryElementwise activation, float clip) {
    LaneCode limit =
        clip == Float.POSITIVE_INFINITY
            ? Activations.code("identity")
            : Activations.code("clip", -clip, clip);
    LaneCode function = Objects.requireNonNull(Activations.of(activation));
    return FAMILY.with(Map.of("limit", limit, "function", function));
  }
}
