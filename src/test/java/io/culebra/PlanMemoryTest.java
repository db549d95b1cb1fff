package io.culebra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.culebra.models.Networks;
import io.culebra.onednn.OnednnProvider;
import io.culebra.tensor.HeapTrimmer;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plans for many shapes: what oneDNN allocates for them is counted, bounded and given back. */
@Timeout(300)
class PlanMemoryTest {
  private static final long CACHE = 4L << 20;

  /** What the JVM itself allocates and frees meanwhile: its compilers mostly. */
  private static final long NOISE = 24L << 20;

  private static void run(Session session, int shape) {
    int height = 8 + shape % 20;
    int width = 8 + shape / 20;
    try (Tensor x = Tensor.of(new float[3 * height * width], 1, 3, height, width);
        Outputs outputs = session.run(Map.of("x", x))) {
      assertEquals(10, outputs.values().iterator().next().shape().elements());
    }
  }

  private static void assumeOnednn() {
    assumeTrue(new OnednnProvider().availability().available(), "oneDNN is not here");
  }

  @Test
  void manyShapesTakeNoMoreThanAFew() {
    assumeOnednn();
    assumeTrue(NativeMemory.heapOfOthers() > 0, "the C library does not tell what is allocated");
    SessionOptions options =
        SessionOptions.defaults().backend(Backend.ONEDNN).threads(1).planCacheBytes(CACHE);
    try (Model model = Model.of(Networks.picturesOfAnySize());
        Session session = model.openSession(options)) {
      int shape = 0;
      while (shape < 60) {
        run(session, shape++);
      }
      long before = NativeMemory.heapOfOthers();
      long used = session.memoryUsed();
      while (shape < 360) {
        run(session, shape++);
        assertTrue(session.memoryUsed() <= 2 * CACHE + used, session.memoryUsed() + " bytes");
      }
      assertEquals(360, session.plansMade());
      long grown = NativeMemory.heapOfOthers() - before;
      assertTrue(grown <= NOISE, grown + " bytes more for 300 shapes");
    }
  }

  @Test
  void whatPlansHoldIsCounted() {
    assumeOnednn();
    SessionOptions options = SessionOptions.defaults().backend(Backend.ONEDNN).threads(1);
    try (Model model = Model.of(Networks.picturesOfAnySize());
        Session session = model.openSession(options)) {
      run(session, 0);
      long one = session.memoryUsed();
      for (int shape = 1; shape <= 20; shape++) {
        run(session, shape);
      }
      long each = (session.memoryUsed() - one) / 20;
      assertTrue(each >= 64 << 10, each + " bytes a plan");
      assertTrue(each <= 16 << 20, each + " bytes a plan");
    }
  }

  @Test
  void freedMemoryIsGivenBackToTheSystem() throws Exception {
    assumeOnednn();
    assumeTrue(NativeMemory.heapOfOthers() > 0, "the C library is not glibc");
    long before = HeapTrimmer.trims();
    SessionOptions options = SessionOptions.defaults().backend(Backend.ONEDNN).threads(1);
    try (Model model = Model.of(Networks.picturesOfAnySize());
        Session session = model.openSession(options)) {
      for (int shape = 0; shape < 40; shape++) {
        run(session, shape);
      }
    }
    for (int wait = 0; wait < 600 && HeapTrimmer.trims() == before; wait++) {
      Thread.sleep(50);
    }
    assertTrue(HeapTrimmer.trims() > before);
  }

  /** Where plans depend on data, those behind a shape count and go too. */
  @Test
  void plansForDataAreBoundedToo() {
    SessionOptions options = SessionOptions.defaults().threads(1).planCacheBytes(1 << 20);
    try (Model model = Model.of(Networks.reshapeByInput());
        Session session = model.openSession(options)) {
      long most = 0;
      for (int size = 1; size <= 120; size++) {
        try (Tensor x = Tensor.of(new float[720], 720);
            Tensor shape = Tensor.of(new long[] {divisor(size), -1}, 2);
            Outputs outputs = session.run(Map.of("x", x, "shape", shape))) {
          assertEquals(1440, outputs.values().iterator().next().shape().elements());
        }
        most = Math.max(most, session.memoryUsed());
      }
      assertTrue(most <= 16 << 20, most + " bytes");
    }
  }

  private static long divisor(int i) {
    long[] divisors = {1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 18, 20, 24, 30, 36, 40, 45, 48};
    return divisors[i % divisors.length];
  }
}
