package io.culebra.vector.loop;

import io.culebra.op.UnaryElementwise;
import io.culebra.vector.math.Activations;
import io.culebra.vector.math.LaneCode;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A function applied to floats in memory. Stateless and safe for any number of threads. */
public interface UnaryLoop {
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

  /** The loop of this operator, the same one whenever it is asked for; null where there is none. */
  static @Nullable UnaryLoop of(UnaryElementwise op) {
    LaneCode function = Activations.of(op);
    return function == null ? null : of(function);
  }

  /** The loop with this function, the same one whenever it is asked for. */
  static UnaryLoop of(LaneCode function) {
    return Loops.BY_FUNCTION.computeIfAbsent(function, Loops::create);
  }

  /** The loops that were made. */
  final class Loops {
    private static final Map<LaneCode, UnaryLoop> BY_FUNCTION = new ConcurrentHashMap<>();

    private Loops() {}

    private static UnaryLoop create(LaneCode function) {
      return Specialiser.specialise(
          MethodHandles.lookup(),
          UnaryTemplate.class,
          UnaryLoop.class,
          Map.of("function", function));
    }
  }
}
