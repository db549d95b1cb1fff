package io.culebra.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Outputs;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.StepInfo;
import io.culebra.models.Networks;
import io.culebra.select.Timings;
import io.culebra.tensor.ClosedException;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TuningTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  /** What the library may keep for its own use. */
  private static final long SLACK = 1 << 16;

  private static final Shape SHAPE = Shape.of(1, 3, 17, 19);

  private static Tensor picture() {
    Random random = new Random(5);
    float[] elements = new float[3 * 17 * 19];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = random.nextFloat();
    }
    return Tensor.of(elements, 1, 3, 17, 19);
  }

  private static float[] answer(Session session, Tensor x) {
    try (Outputs outputs = session.run(Map.of("x", x))) {
      return outputs.values().iterator().next().toFloatArray();
    }
  }

  @Test
  void afterwardsTheFastestOfTheMeasuredWaysIsTaken() {
    try (Model model = Model.of(Networks.picturesOfAnySize());
        Session session = model.openSession(SessionOptions.defaults().threads(1));
        Tensor x = picture()) {
      float[] before = answer(session, x);
      assertTrue(session.tune(Map.of("x", x), SHORT) > 0);
      assertArrayEquals(before, answer(session, x), 1e-5f);
      int chosen = 0;
      for (StepInfo step : session.explain(Map.of("x", SHAPE))) {
        if (step.operator().startsWith("Conv")) {
          assertTrue(step.measured().containsKey(step.way()), step::toString);
          assertTrue(step.measured().size() > 1, step::toString);
          chosen++;
        }
      }
      assertTrue(chosen > 0);
    }
  }

  @Test
  void aReproducibleSessionTakesNoNotice() {
    SessionOptions options = SessionOptions.defaults().threads(1).reproducible(true);
    try (Model model = Model.of(Networks.picturesOfAnySize());
        Session free = model.openSession(options.reproducible(false));
        Session fixed = model.openSession(options);
        Tensor x = picture()) {
      float[] before = answer(fixed, x);
      List<String> ways = ways(fixed);
      free.tune(Map.of("x", x), SHORT);
      try (Session later = model.openSession(options)) {
        assertArrayEquals(before, answer(later, x));
        assertEquals(ways, ways(later));
      }
      assertThrows(InvalidInputException.class, () -> fixed.tune(Map.of("x", x), SHORT));
    }
  }

  private static List<String> ways(Session session) {
    return session.explain(Map.of("x", SHAPE)).stream().map(StepInfo::way).toList();
  }

  @Test
  void aSessionThatMayMeasureDoesSoOnce() {
    SessionOptions options = SessionOptions.defaults().threads(1).tuning(SHORT);
    Shape odd = Shape.of(1, 3, 23, 9);
    try (Model model = Model.of(Networks.picturesOfAnySize());
        Session session = model.openSession(options);
        Tensor x = Tensor.of(new float[3 * 23 * 9], 1, 3, 23, 9)) {
      session.prepare(Map.of("x", odd));
      answer(session, x);
      List<StepInfo> steps = session.explain(Map.of("x", odd));
      assertTrue(steps.stream().anyMatch(step -> !step.measured().isEmpty()), steps::toString);
      try (Session other = model.openSession(options)) {
        answer(other, x);
        assertEquals(
            steps.stream().map(StepInfo::measured).toList(),
            other.explain(Map.of("x", odd)).stream().map(StepInfo::measured).toList());
      }
    }
  }

  @Test
  void theBestWaysAreTakenWhenTheirLoopsAreCompiled() {
    Shape shape = Shape.of(1, 3, 29, 31);
    try (Model model = Model.of(Networks.picturesOfAnySize());
        Tensor x = Tensor.of(new float[3 * 29 * 31], 1, 3, 29, 31)) {
      try (Session session = model.openSession(SessionOptions.defaults().threads(1))) {
        session.tune(Map.of("x", x), SHORT);
      }
      Timings asMeasured = new Timings();
      asMeasured.putAll(MachineTimings.known());
      Timings vectorAhead = new Timings();
      asMeasured
          .copy()
          .forEach((problem, ways) ->
              ways.forEach((way, nanos) ->
                  vectorAhead.put(problem, way, way.startsWith("vector/") ? 1 : 1e9)));
      MachineTimings.known().putAll(vectorAhead);
      ColdWays.forget();
      try (Session session = model.openSession(SessionOptions.defaults().threads(1))) {
        float[] soon = answer(session, x);
        session.prepare(Map.of("x", shape));
        assertArrayEquals(soon, answer(session, x), 1e-5f);
        assertTrue(
            session.profile(Map.of("x", x)).stream()
                .map(time -> time.step().implementation())
                .anyMatch(implementation -> implementation.startsWith("vector/conv")));
      } finally {
        MachineTimings.known().putAll(asMeasured);
      }
    }
  }

  @Test
  void whereThereIsNoRoomToMeasureTheRunIsNoWorse() {
    long least;
    try (Model model = Model.of(Networks.picturesOfAnySize());
        Session session = model.openSession(SessionOptions.defaults().threads(1));
        Tensor x = picture()) {
      answer(session, x);
      least = session.memoryUsed();
    }
    SessionOptions tight =
        SessionOptions.defaults().threads(1).tuning(SHORT).memoryLimit(4 * least);
    try (Model model = Model.of(Networks.picturesOfAnySize());
        Session session = model.openSession(tight);
        Tensor x = picture()) {
      assertEquals(10, answer(session, x).length);
    }
  }

  @Test
  void aSessionThatIsClosedEndsItsMeasurement() throws Exception {
    Model model = Model.of(Networks.picturesOfAnySize());
    Session session = model.openSession(SessionOptions.defaults().threads(1));
    try (Tensor x = picture();
        ExecutorService callers = Executors.newSingleThreadExecutor()) {
      Future<Integer> tuning =
          callers.submit(() -> session.tune(Map.of("x", x), Duration.ofMinutes(5)));
      Thread.sleep(300);
      model.close();
      ExecutionException failed = assertThrows(ExecutionException.class, tuning::get);
      assertInstanceOf(ClosedException.class, failed.getCause());
    }
  }

  @Test
  void aForcedBackendLeavesNothingToMeasure() {
    try (Model model = Model.of(Networks.picturesOfAnySize());
        Session session =
            model.openSession(SessionOptions.defaults().threads(1).backend(Backend.VECTOR));
        Tensor x = picture()) {
      assertThrows(InvalidInputException.class, () -> session.tune(Map.of("x", x), SHORT));
    }
  }

  @Test
  void whatWasTriedIsGivenBack() {
    long before = NativeMemory.held();
    try (Model model = Model.of(Networks.picturesOfAnySize());
        Session session = model.openSession(SessionOptions.defaults().threads(1));
        Tensor x = picture()) {
      answer(session, x);
      session.tune(Map.of("x", x), SHORT);
      assertEquals(10, answer(session, x).length);
      session.tune(Map.of("x", x), SHORT);
      assertFalse(session.explain(Map.of("x", SHAPE)).isEmpty());
    }
    assertTrue(NativeMemory.held() <= before + SLACK, NativeMemory.held() + " after " + before);
  }
}
