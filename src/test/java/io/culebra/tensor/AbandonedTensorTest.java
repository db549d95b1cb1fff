package io.culebra.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A tensor that nobody holds is given back by the garbage collector, but not while it is read. */
class AbandonedTensorTest {
  private static final int SIZE = 1 << 22;

  /** Only compiled code lets go of an object before its method has ended. */
  private static final int RUNS_UNTIL_COMPILED = 20_000;

  @Test
  void isReadToItsEnd() throws Exception {
    float[] ones = new float[SIZE];
    ones[SIZE - 1] = 1;
    for (int i = 0; i < RUNS_UNTIL_COMPILED; i++) {
      assertEquals(3, read(3)[0]);
    }
    AtomicBoolean done = new AtomicBoolean();
    Thread collector =
        Thread.ofPlatform()
            .start(() -> {
              while (!done.get()) {
                System.gc();
              }
            });
    try {
      for (int i = 0; i < 30; i++) {
        assertEquals(1, read(ones)[SIZE - 1]);
      }
    } finally {
      done.set(true);
      collector.join();
    }
  }

  private static float[] read(float... elements) {
    return Tensor.of(elements, elements.length).toFloatArray();
  }
}
