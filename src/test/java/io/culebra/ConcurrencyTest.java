package io.culebra;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.models.Networks;
import io.culebra.tensor.ClosedException;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Many threads on one session, and things closed under a run. */
@Timeout(120)
class ConcurrencyTest {
  @ParameterizedTest
  @CsvSource({"VECTOR, 1, 2", "ONEDNN, 1, 2", "VECTOR, 2, 1", "ONEDNN, 2, 1"})
  void callersShareASessionAndGetTheirOwnAnswers(Backend backend, int threads, int lanes)
      throws Exception {
    SessionOptions options =
        SessionOptions.defaults().backend(backend).threads(threads).lanes(lanes);
    try (Model model = Model.of(Networks.dense());
        Session session = model.openSession(options);
        ExecutorService platform =
            Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory());
        ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int caller = i;
        ExecutorService callers = i % 2 == 0 ? platform : virtual;
        all.add(
            callers.submit(() -> {
              for (int run = 0; run < 50; run++) {
                int rows = 1 + (run + caller) % 3;
                float[] numbers = new float[3 * rows];
                numbers[0] = caller;
                try (Tensor x = Tensor.of(numbers, rows, 3);
                    Tensor y = session.run(Map.of("x", x)).values().iterator().next()) {
                  assertEquals(caller, y.toFloatArray()[0]);
                }
              }
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Backend.class,
      names = {"VECTOR", "ONEDNN"})
  void closingATensorOrSessionWaitsForTheRunThatUsesIt(Backend backend) throws Exception {
    float[] numbers = new float[3 * 96 * 96];
    Random random = new Random(1);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat();
    }
    try (Model model = Model.of(Networks.slow())) {
      float[] expected;
      try (Session session = model.openSession(SessionOptions.defaults().backend(backend));
          Tensor x = Tensor.of(numbers, 1, 3, 96, 96);
          Tensor y = session.run(Map.of("x", x)).values().iterator().next()) {
        expected = y.toFloatArray();
      }
      for (int round = 0; round < 20; round++) {
        closeDuringARun(model, backend, numbers, expected, round);
      }
    }
  }

  private static void closeDuringARun(
      Model model, Backend backend, float[] numbers, float[] expected, int round)
      throws InterruptedException {
    Session session = model.openSession(SessionOptions.defaults().backend(backend));
    Tensor x = Tensor.of(numbers, 1, 3, 96, 96);
    CountDownLatch started = new CountDownLatch(1);
    AtomicInteger answers = new AtomicInteger();
    AtomicReference<Throwable> unexpected = new AtomicReference<>();
    Thread runner =
        Thread.ofPlatform()
            .start(() -> {
              try {
                started.countDown();
                while (true) {
                  try (Tensor y = session.run(Map.of("x", x)).values().iterator().next()) {
                    assertArrayEquals(expected, y.toFloatArray(), 1e-4f);
                    answers.incrementAndGet();
                  }
                }
              } catch (ClosedException e) {
                assertTrue(e.getMessage().contains("closed"));
              } catch (Throwable e) {
                unexpected.set(e);
              }
            });
    started.await();
    Thread.sleep(round);
    if (round % 2 == 0) {
      x.close();
      session.close();
    } else {
      session.close();
      x.close();
    }
    runner.join();
    assertNull(unexpected.get(), () -> "after " + answers + " answers: " + unexpected.get());
  }
}
