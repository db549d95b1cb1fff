package io.culebra.vector.loop;

import io.culebra.op.UnaryElementwise;
import io.culebra.vector.math.Activations;
import io.culebra.vector.math.LaneCode;
import java.lang.invoke.MethodHandles;
import java.util.Map;

/** A function applied to floats in memory. Stateless and safe for any number of threads. */
public interface UnaryLoop {
  /** All loops of this kind. */
  LoopFamily<UnaryLoop> FAMILY =
      new LoopFamily<>(MethodHandles.lookup(), UnaryTemplate.class, UnaryLoop.class);

  /** Applies the function to {@code count} floats; source and target may be the same. */
  void run(long source, long target, long count);

  /**
   * Applies the function in place to a block of a matrix.
   *
   * @param address the address of its first element
   * @param stride bytes from one row to the next
   */
  default void runBlock(long address, long stride, int rows, int columns) {
    if (stride == (long) columns * Float.BYTES) {
      run(address, address, (long) rows * columns);
      return;
    }
    for (int row = 0; row < rows; row++) {
      run(address, address, columns);
      address += stride;
    }
  }

  /** Whether there is a loop of this operator. */
  static boolean exists(UnaryElementwise op) {
    return Activations.of(op) != null;
  }

  /**
   * The loop of this operator, the same one whenever it is asked for.
   *
   * @throws IllegalArgumentException if there is none
   */
  static UnaryLoop of(UnaryElementwise op) {
    LaneCode function = Activations.of(op);
    if (function == null) {
      throw new IllegalArgumentException("no vector form of " + op.name());
    }
    return of(function);
  }

  /** The loop with this function, the same one whenever it is asked for. */
  static UnaryLoop of(LaneCode function) {
    return FAMILY.with(Map.of("function", function));
  }
}
