package io.culebra.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.graph.Graph;
import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.kernel.Implementation;
import io.culebra.kernel.KernelSpec;
import io.culebra.op.Relu;
import io.culebra.select.Timings;
import io.culebra.tensor.ClosedException;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callers beside a planner that takes its time. */
class PlansTest {
  private static final long SLOW = 7;
  private static final long FAILING = 13;

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicInteger failures = new AtomicInteger();
  private final WeightStore weights = new WeightStore();
  private final MemoryBudget budget = new MemoryBudget(1 << 20);
  private final Network network =
      new Network(relu(), options(), slow(), new Timings(), weights, budget, false);

  private static Graph relu() {
    Value x = Value.input("x", new TensorType(DataType.FLOAT, Shape.of(List.of(Dim.symbol("n")))));
    Value y = Value.of("y");
    return new Graph(
        "relu",
        List.of(x),
        List.of(y),
        List.of(new Node("relu", new Relu(), List.of(x), List.of(y))));
  }

  private static NetworkOptions options() {
    return new NetworkOptions(
        "reference",
        1,
        1,
        false,
        Integer.MAX_VALUE,
        Duration.ofDays(1),
        1 << 20,
        1 << 20,
        Set.of(),
        false,
        Duration.ZERO);
  }

  /** Selects slowly, and at once where something may be left out. */
  private Ranking slow() {
    Ranking usual = Ranking.inStaticOrder();
    Ranking slow = slow(usual);
    return new Ranking() {
      @Override
      public Ranking without(ColdWays cold) {
        cold.noteLeftOut();
        return usual;
      }

      @Override
      public List<Ranked> rank(KernelSpec spec, List<Implementation> usable) {
        return slow.rank(spec, usable);
      }
    };
  }

  private Ranking slow(Ranking usual) {
    return (spec, usable) -> {
      long size = spec.input(0).shape().elements();
      if (size == SLOW) {
        begun.countDown();
        await(goOn);
      }
      if (size == FAILING && failures.getAndIncrement() == 0) {
        throw new IllegalStateException("the first plan fails");
      }
      return usual.rank(spec, usable);
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(1, TimeUnit.MINUTES));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private float[] run(long size) {
    return run(network, size);
  }

  private static float[] run(Network network, long size) {
    float[] elements = new float[(int) size];
    elements[0] = -1;
    elements[elements.length - 1] = 2;
    Tensor[] results = new Tensor[1];
    try (Tensor x = Tensor.of(elements, size)) {
      network.run(new Tensor[] {x}, results);
    }
    try (Tensor y = results[0]) {
      return y.toFloatArray();
    }
  }

  @AfterEach
  void close() {
    goOn.countDown();
    network.close();
    weights.close();
  }

  @Test
  void nobodyWaitsForAPlanThatHeDoesNotWant() throws Exception {
    try (ExecutorService callers = Executors.newCachedThreadPool()) {
      Future<float[]> waiting = callers.submit(() -> run(SLOW));
      await(begun);
      List<Future<float[]>> others = new ArrayList<>();
      for (long size = 2; size < SLOW; size++) {
        long wanted = size;
        others.add(callers.submit(() -> run(wanted)));
      }
      for (Future<float[]> other : others) {
        float[] answer = other.get(1, TimeUnit.MINUTES);
        assertEquals(2, answer[answer.length - 1]);
      }
      assertFalse(waiting.isDone());
      goOn.countDown();
      assertArrayEquals(new float[] {0, 0, 0, 0, 0, 0, 2}, waiting.get(1, TimeUnit.MINUTES));
    }
  }

  @Test
  void whoWantTheSamePlanMakeItOnce() throws Exception {
    try (ExecutorService callers = Executors.newCachedThreadPool()) {
      List<Future<float[]>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(callers.submit(() -> run(SLOW)));
      }
      await(begun);
      goOn.countDown();
      for (Future<float[]> one : all) {
        assertEquals(2, one.get(1, TimeUnit.MINUTES)[6]);
      }
      assertEquals(1, network.plansMade());
    }
  }

  @Test
  void aPlanThatFailsIsTriedAgainByTheNext() {
    assertThrows(IllegalStateException.class, () -> run(FAILING));
    assertEquals(2, run(FAILING)[12]);
    assertEquals(1, network.plansMade());
  }

  @Test
  void aPlanThatIsThereSoonerAnswersUntilTheBestOneIsMade() {
    try (Network soon =
        new Network(relu(), options(), slow(), new Timings(), weights, budget, true)) {
      assertEquals(2, run(soon, SLOW)[6]);
      assertEquals(2, run(soon, SLOW)[6]);
      assertEquals(1, soon.plansMade());
      goOn.countDown();
      soon.prepare(List.of(Shape.of(SLOW)));
      assertEquals(2, soon.plansMade());
      assertEquals(2, run(soon, SLOW)[6]);
      assertEquals(2, soon.plansMade());
    }
    assertEquals(0, budget.used());
  }

  @Test
  void whereTheBestPlanFailsTheOtherOneStays() {
    try (Network soon =
        new Network(relu(), options(), slow(), new Timings(), weights, budget, true)) {
      assertEquals(2, run(soon, FAILING)[12]);
      soon.prepare(List.of(Shape.of(FAILING)));
      assertEquals(1, soon.plansMade());
      assertEquals(2, run(soon, FAILING)[12]);
    }
    assertEquals(0, budget.used());
  }

  @Test
  void closingWaitsForTheBestPlan() throws Exception {
    Network soon = new Network(relu(), options(), slow(), new Timings(), weights, budget, true);
    assertEquals(2, run(soon, SLOW)[6]);
    soon.forgetPlans();
    assertEquals(2, run(soon, SLOW)[6]);
    try (ExecutorService callers = Executors.newCachedThreadPool()) {
      await(begun);
      Future<?> closing = callers.submit(soon::close);
      Thread.sleep(50);
      assertFalse(closing.isDone());
      goOn.countDown();
      closing.get(1, TimeUnit.MINUTES);
      assertEquals(0, budget.used());
    }
  }

  @Test
  void closingWaitsForAPlanThatIsBeingMade() throws Exception {
    try (ExecutorService callers = Executors.newCachedThreadPool()) {
      Future<float[]> running = callers.submit(() -> run(SLOW));
      await(begun);
      Future<?> closing = callers.submit(network::close);
      Thread.sleep(50);
      assertFalse(closing.isDone());
      goOn.countDown();
      closing.get(1, TimeUnit.MINUTES);
      try {
        assertEquals(2, running.get(1, TimeUnit.MINUTES)[6]);
      } catch (ExecutionException e) {
        // Whoever had no lane yet when the network began to close gets none.
        assertInstanceOf(ClosedException.class, e.getCause());
      }
      assertEquals(0, budget.used());
    }
  }
}
