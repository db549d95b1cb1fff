package io.culebra.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.models.Networks;
import io.culebra.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What nobody holds any more and nobody closed is given back, and told of when that is wanted. */
@Timeout(120)
class DroppedTest {
  private static final int COUNT = 20;

  @Test
  void sessionsAndModelsAreCollectedWithTheirThreads() throws Exception {
    collect(() -> false, 3);
    long before = laneThreads();
    for (int i = 0; i < COUNT; i++) {
      drop();
    }
    assertTrue(collect(() -> laneThreads() <= before, 200), laneThreads() + " after " + before);
  }

  private static void drop() {
    Model model = Model.of(Networks.dense());
    Session session = model.openSession(SessionOptions.defaults().threads(2));
    try (Tensor x = Tensor.of(new float[] {1, 2, 3}, 1, 3)) {
      session.run(Map.of("x", x)).close();
    }
  }

  private static long laneThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("culebra-lane"))
        .count();
  }

  private static boolean collect(BooleanSupplier done, int tries) throws InterruptedException {
    for (int i = 0; i < tries && !done.getAsBoolean(); i++) {
      System.gc();
      Thread.sleep(10);
    }
    return done.getAsBoolean();
  }

  @Test
  void aSessionKeepsItsModel() throws Exception {
    Session session = Model.of(Networks.dense()).openSession();
    collect(() -> false, 5);
    try (session;
        Tensor x = Tensor.of(new float[] {1, 2, 3}, 1, 3);
        Tensor y = session.run(Map.of("x", x)).values().iterator().next()) {
      assertEquals(6, y.toFloatArray()[0]);
    }
  }

  @Test
  void aWarningNamesWhereTheyWereOpened() throws Exception {
    List<LogRecord> records = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            records.add(entry);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("io.culebra.leaks");
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    System.setProperty("culebra.leaks", "trace");
    try {
      drop();
      try (Model closed = Model.of(Networks.pictures());
          Session session = closed.openSession()) {
        assertEquals(1, session.inputs().size());
      }
      assertTrue(collect(() -> records.size() >= 2, 200), records.size() + " warnings");
    } finally {
      System.clearProperty("culebra.leaks");
      logger.setUseParentHandlers(true);
      logger.removeHandler(handler);
    }
    assertEquals(2, records.size());
    for (LogRecord entry : records) {
      assertTrue(entry.getMessage().contains("dense"), entry.getMessage());
      assertTrue(
          Arrays.stream(entry.getThrown().getStackTrace())
              .anyMatch(frame -> frame.getMethodName().equals("drop")));
    }
  }

  @Test
  void aBufferOfAResultKeepsItsTensor() throws Exception {
    try (Model model = Model.of(Networks.dense());
        Session session = model.openSession()) {
      FloatBuffer answer = answer(session);
      for (int i = 0; i < 5; i++) {
        System.gc();
        Thread.sleep(10);
        answer(session);
      }
      assertEquals(6, answer.get(0));
    }
  }

  private static FloatBuffer answer(Session session) {
    try (Tensor x = Tensor.of(new float[] {1, 2, 3}, 1, 3)) {
      return session.run(Map.of("x", x)).values().iterator().next().floatBuffer();
    }
  }
}
