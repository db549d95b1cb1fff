package io.culebra.plan;

import io.culebra.graph.Graph;
import io.culebra.select.Candidate;
import io.culebra.select.Problem;
import io.culebra.select.Timings;
import io.culebra.tensor.BackendException;
import io.culebra.tensor.ClosedException;
import io.culebra.tensor.CulebraException;
import io.culebra.tensor.MemoryLimitException;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.ThreadLimitException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures the ways to run the steps of a graph where they are at home: in runs of the whole graph,
 * with the caches and the weights as cold as they are then. The graph is run once with every step
 * in its first way, once with every step in its second, and so on, in turns, after all of them have
 * been run for so long that the JVM has compiled what they run.
 *
 * <p>For one use by one thread.
 */
final class Tuner implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Tuner.class.getName());

  /** A way that takes longer for the whole graph than the fastest is not tried for long. */
  private static final int HOPELESS = 20;

  private final Graph graph;
  private final NetworkOptions options;
  private final MemoryBudget budget;
  private final Tensor[] inputs;
  private final int outputs;
  private final BooleanSupplier isOver;
  private final List<Runner> runners = new ArrayList<>();

  /** One network with weights of its own, and the times of its steps. */
  private final class Runner implements AutoCloseable {
    final WeightStore weights = new WeightStore();
    final Network network;
    final List<Step> steps = new ArrayList<>();
    final List<List<Long>> nanos = new ArrayList<>();
    final List<Long> last = new ArrayList<>();
    boolean isTimed;
    long fastest = Long.MAX_VALUE;

    Runner(NetworkOptions options, Ranking ranking) {
      try {
        network = new Network(graph, options, ranking, new Timings(), weights, budget, false);
      } catch (RuntimeException | Error e) {
        weights.close();
        throw e;
      }
    }

    long run(boolean isTimed) {
      @Nullable Tensor[] results = new Tensor[outputs];
      int[] step = {0};
      long start = System.nanoTime();
      network.watch(inputs, results, (ran, binding, took) -> note(step[0]++, ran, took, isTimed));
      long took = System.nanoTime() - start;
      for (Tensor result : results) {
        if (result != null) {
          result.close();
        }
      }
      fastest = Math.min(fastest, took);
      this.isTimed |= isTimed;
      return took;
    }

    private void note(int i, Step step, long took, boolean isTimed) {
      if (i == steps.size()) {
        steps.add(step);
        nanos.add(new ArrayList<>());
        last.add(took);
      }
      last.set(i, took);
      if (isTimed) {
        nanos.get(i).add(took);
      }
    }

    /**
     * The middle of a step's times, or its last one where the way was given up for its slowness.
     */
    double nanos(int i) {
      return nanos.get(i).isEmpty() ? last.get(i) : median(nanos.get(i));
    }

    @Override
    public void close() {
      network.close();
      weights.close();
    }
  }

  /**
   * A measurement.
   *
   * @param isOver whether nobody wants the answer any more
   */
  Tuner(
      Graph graph,
      NetworkOptions options,
      MemoryBudget budget,
      Tensor[] inputs,
      int outputs,
      BooleanSupplier isOver) {
    this.isOver = isOver;
    this.graph = graph;
    this.options = options;
    this.budget = budget;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /**
   * Measures for about so long, three quarters of it the ways of all steps, and then the choice
   * that follows from them, for what it moves from layout to layout. Every way is run twice at
   * least: a large model in many ways takes longer than a short time.
   *
   * @throws ClosedException if the measurement is over
   */
  Timings measure(Duration time) {
    long nanos = time.toNanos();
    int ways = 1;
    for (int i = 0; i < ways; i++) {
      Trial trial = new Trial(i);
      if (!open(trial)) {
        break;
      }
      ways = Math.max(ways, trial.most());
    }
    if (runners.isEmpty()) {
      return new Timings();
    }
    repeat(nanos / 4, false);
    repeat(nanos / 2, true);
    Timings timings = results();
    closeAll();
    if (open(Ranking.measured(timings))) {
      repeat(nanos / 8, false);
      repeat(nanos / 8, true);
      timings.addMissing(results());
    }
    return timings;
  }

  /** Whether there was room for one more network. */
  private boolean open(Ranking ranking) {
    Runner runner = null;
    try {
      runner = new Runner(options, ranking);
      run(runner, false);
      // This run made the plan.
      runner.fastest = Long.MAX_VALUE;
      runners.add(runner);
      return true;
    } catch (MemoryLimitException | ThreadLimitException | BackendException e) {
      giveUp(runner, e);
      return false;
    } catch (RuntimeException | Error e) {
      if (runner != null) {
        runner.close();
      }
      throw e;
    }
  }

  private static void giveUp(@Nullable Runner runner, CulebraException why) {
    LOG.log(Level.INFO, "not every way is measured: {0}", why.getMessage());
    if (runner != null) {
      runner.close();
    }
  }

  private void run(Runner runner, boolean isTimed) {
    if (isOver.getAsBoolean()) {
      throw new ClosedException("the session was closed while it was measured");
    }
    runner.run(isTimed);
  }

  private void repeat(long nanos, boolean isTimed) {
    long end = System.nanoTime() + nanos;
    boolean isEarly = true;
    while (isEarly) {
      long best = runners.stream().mapToLong(runner -> runner.fastest).min().orElse(0);
      for (Runner runner : List.copyOf(runners)) {
        isEarly = System.nanoTime() < end;
        boolean isHopeless = runner.fastest < Long.MAX_VALUE && runner.fastest / HOPELESS > best;
        if (!isHopeless && (isEarly || (isTimed && !runner.isTimed))) {
          tryToRun(runner, isTimed);
        }
      }
      isEarly = isEarly && !runners.isEmpty();
    }
  }

  private void tryToRun(Runner runner, boolean isTimed) {
    try {
      run(runner, isTimed);
    } catch (MemoryLimitException | ThreadLimitException | BackendException e) {
      runners.remove(runner);
      giveUp(runner, e);
    }
  }

  /** The middle of each step's times, and of equal steps the mean of that. */
  private Timings results() {
    Map<Problem, Map<String, List<Double>>> all = new HashMap<>();
    for (Runner runner : runners) {
      for (int i = 0; i < runner.steps.size(); i++) {
        Step step = runner.steps.get(i);
        all.computeIfAbsent(Problem.of(step.spec()), problem -> new HashMap<>())
            .computeIfAbsent(
                Candidate.name(step.implementation(), step.spec()), way -> new ArrayList<>())
            .add(runner.nanos(i));
      }
    }
    Timings timings = new Timings();
    all.forEach((problem, ways) ->
        ways.forEach((way, nanos) ->
            timings.put(
                problem,
                way,
                nanos.stream().mapToDouble(Double::doubleValue).average().orElse(0))));
    return timings;
  }

  private static double median(List<Long> nanos) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
  }

  private void closeAll() {
    runners.forEach(Runner::close);
    runners.clear();
  }

  @Override
  public void close() {
    closeAll();
  }
}
