package io.culebra.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.models.Networks;
import io.culebra.tensor.BusyException;
import io.culebra.tensor.CanceledException;
import io.culebra.tensor.ClosedException;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers who wait for a session: side by side, bounded, interrupted. */
@Timeout(120)
class CallersTest {
  private static final SessionOptions TWO = SessionOptions.defaults().threads(2);

  /** A run that stands still behind its first step until it is let go. */
  private static final class Held {
    final CountDownLatch inside = new CountDownLatch(1);
    final CountDownLatch leave = new CountDownLatch(1);
    final AtomicInteger steps = new AtomicInteger();
    final FutureTask<Void> run;

    Held(Session session, Tensor x) {
      run =
          new FutureTask<>(() -> {
            session.observe(
                Map.of("x", x),
                (step, value) -> {
                  value.close();
                  steps.incrementAndGet();
                  inside.countDown();
                  awaitUninterruptibly(leave);
                });
            return null;
          });
      Thread.ofPlatform().start(run);
    }

    void end() throws Exception {
      leave.countDown();
      run.get();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Tensor picture() {
    return Tensor.of(new float[3 * 16 * 20], 1, 3, 16, 20);
  }

  private static Thread start(FutureTask<?> task) {
    return Thread.ofPlatform().start(task);
  }

  private static void awaitParked(Thread... threads) throws InterruptedException {
    for (Thread thread : threads) {
      while (thread.getState() != Thread.State.TIMED_WAITING
          && thread.getState() != Thread.State.WAITING) {
        Thread.sleep(1);
      }
    }
  }

  @Test
  void asManyCallersAsThreadsRunSideBySide() throws Exception {
    try (Model model = Model.of(Networks.pictures());
        Session session = model.openSession(TWO);
        Tensor x = picture()) {
      Held first = new Held(session, x);
      first.inside.await();
      CyclicBarrier both = new CyclicBarrier(2);
      List<FutureTask<Void>> others = new ArrayList<>();
      Thread[] threads = new Thread[2];
      for (int i = 0; i < 2; i++) {
        FutureTask<Void> other =
            new FutureTask<>(() -> {
              AtomicInteger steps = new AtomicInteger();
              session.observe(
                  Map.of("x", x),
                  (step, value) -> {
                    value.close();
                    if (steps.getAndIncrement() == 0) {
                      try {
                        both.await(60, TimeUnit.SECONDS);
                      } catch (Exception e) {
                        throw new AssertionError("the callers took turns", e);
                      }
                    }
                  });
              return null;
            });
        others.add(other);
        threads[i] = start(other);
      }
      awaitParked(threads);
      first.end();
      for (FutureTask<Void> other : others) {
        other.get();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void answersAreTheirsWhetherSideBySideOrNot(int count) throws Exception {
    SessionOptions options = SessionOptions.defaults().threads(count);
    try (Model model = Model.of(Networks.wide());
        Session session = model.openSession(options)) {
      List<FutureTask<Void>> callers = new ArrayList<>();
      for (int i = 0; i < 2 * count; i++) {
        int caller = i;
        FutureTask<Void> task =
            new FutureTask<>(() -> {
              float[] numbers = new float[1024];
              numbers[caller] = 1;
              float[] expected = null;
              try (Tensor x = Tensor.of(numbers, 1, 1024)) {
                for (int run = 0; run < 20; run++) {
                  try (Tensor y = session.run(Map.of("x", x)).values().iterator().next()) {
                    float[] found = y.toFloatArray();
                    expected = expected == null ? found : expected;
                    for (int k = 0; k < found.length; k++) {
                      assertEquals(expected[k], found[k], 1e-5f);
                    }
                  }
                }
              }
              return null;
            });
        callers.add(task);
        start(task);
      }
      for (FutureTask<Void> caller : callers) {
        caller.get();
      }
    }
  }

  @Test
  void thePackedWeightsAreSharedWithThoseSideBySide() throws Exception {
    try (Model model = Model.of(Networks.wide());
        Session session = model.openSession(TWO);
        Tensor x = Tensor.of(new float[1024], 1, 1024)) {
      session.run(Map.of("x", x)).close();
      long before = NativeMemory.held();
      long plans = session.plansMade();
      Held first = new Held(session, x);
      first.inside.await();
      List<FutureTask<Void>> others = new ArrayList<>();
      Thread[] threads = new Thread[2];
      for (int i = 0; i < 2; i++) {
        others.add(
            new FutureTask<>(() -> {
              session.run(Map.of("x", x)).close();
              return null;
            }));
        threads[i] = start(others.get(i));
      }
      awaitParked(threads);
      first.end();
      for (FutureTask<Void> other : others) {
        other.get();
      }
      assertEquals(plans + 1, session.plansMade());
      long more = NativeMemory.held() - before;
      assertTrue(more < 4 << 20, more + " bytes more than for one caller");
    }
  }

  @Test
  void waitingIsBoundedInNumber() throws Exception {
    try (Model model = Model.of(Networks.pictures());
        Session session = model.openSession(TWO.maxWaiting(1));
        Tensor x = picture()) {
      Held first = new Held(session, x);
      first.inside.await();
      FutureTask<Void> second =
          new FutureTask<>(() -> {
            session.run(Map.of("x", x)).close();
            return null;
          });
      awaitParked(start(second));
      String message =
          assertThrows(BusyException.class, () -> session.run(Map.of("x", x))).getMessage();
      assertTrue(message.contains("maxWaiting"), message);
      first.end();
      second.get();
    }
  }

  @Test
  void waitingIsBoundedInTime() throws Exception {
    try (Model model = Model.of(Networks.pictures());
        Session session = model.openSession(TWO.maxWait(Duration.ofMillis(20)));
        Tensor x = picture()) {
      Held first = new Held(session, x);
      first.inside.await();
      String message =
          assertThrows(BusyException.class, () -> session.run(Map.of("x", x))).getMessage();
      assertTrue(message.contains("maxWait"), message);
      first.end();
      session.run(Map.of("x", x)).close();
    }
  }

  @Test
  void anInterruptEndsTheWaiting() throws Exception {
    try (Model model = Model.of(Networks.pictures());
        Session session = model.openSession(TWO);
        Tensor x = picture()) {
      Held first = new Held(session, x);
      first.inside.await();
      FutureTask<Boolean> second =
          new FutureTask<>(() -> {
            assertThrows(CanceledException.class, () -> session.run(Map.of("x", x)));
            return Thread.currentThread().isInterrupted();
          });
      Thread waiting = start(second);
      awaitParked(waiting);
      waiting.interrupt();
      assertTrue(second.get(), "the interrupt is kept");
      first.end();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRunThatIsGivenUpThrowsWhenItsLaneHasStopped(boolean virtual) throws Exception {
    try (Model model = Model.of(Networks.pictures());
        Session session = model.openSession(TWO);
        Tensor x = picture()) {
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch leave = new CountDownLatch(1);
      AtomicInteger steps = new AtomicInteger();
      FutureTask<Long> run =
          new FutureTask<>(() -> {
            assertThrows(
                CanceledException.class,
                () ->
                    session.observe(
                        Map.of("x", x),
                        (step, value) -> {
                          value.close();
                          steps.incrementAndGet();
                          inside.countDown();
                          awaitUninterruptibly(leave);
                        }));
            return leave.getCount();
          });
      Thread caller = virtual ? Thread.ofVirtual().start(run) : Thread.ofPlatform().start(run);
      inside.await();
      caller.interrupt();
      Thread.sleep(50);
      assertFalse(run.isDone(), "thrown while the lane was at work");
      leave.countDown();
      assertEquals(0, run.get());
      assertEquals(1, steps.get());
      session.run(Map.of("x", x)).close();
    }
  }

  @Test
  void whoWaitsForASessionThatIsClosedIsRefused() throws Exception {
    try (Model model = Model.of(Networks.pictures());
        Tensor x = picture()) {
      Session session = model.openSession(TWO);
      Held first = new Held(session, x);
      first.inside.await();
      FutureTask<Void> second =
          new FutureTask<>(() -> {
            assertThrows(ClosedException.class, () -> session.run(Map.of("x", x)));
            return null;
          });
      awaitParked(start(second));
      Thread closer = Thread.ofPlatform().start(session::close);
      second.get();
      first.end();
      closer.join();
    }
  }
}
