package io.culebra.vector.conv.winograd;

import io.culebra.tensor.NativeMemory;
import io.culebra.vector.Lanes;
import io.culebra.vector.work.WarmUp;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Runs the transforms of a form until they are compiled, once in a JVM. */
final class TransformWarmUp {
  /** Passes over so many tiles, which are few enough for short calls to be warm, too. */
  private static final int TILES = 8;

  private static final int CALLS = 64;
  private static final Set<Class<?>> WARM = ConcurrentHashMap.newKeySet();

  private TransformWarmUp() {}

  static void once(TileForm form) {
    synchronized (WARM) {
      if (!WARM.contains(form.getClass())) {
        run(form);
        WARM.add(form.getClass());
      }
    }
  }

  private static void run(TileForm form) {
    long vector = (long) Lanes.COUNT * Float.BYTES;
    long column = form.inputs() * vector;
    int columns = TILES * form.outputs() + 2;
    try (var from = NativeMemory.allocate(columns * column, "a warm-up");
        var to = NativeMemory.allocate(columns * column, "a warm-up")) {
      long a = from.address();
      long b = to.address();
      WarmUp.untilCompiled(() -> {
        for (int i = 0; i < CALLS; i++) {
          form.input(a, vector, vector, TILES, b, vector, column);
          form.outputColumns(a, vector, vector, TILES, b);
          form.outputRows(a, TILES, a, b, vector, 0, 1);
          form.outputRowsAndResidual(a, TILES, a, 0, b, vector, 0, 1);
        }
      });
    }
  }
}
