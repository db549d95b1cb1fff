package io.culebra.plan;

import io.culebra.graph.Graph;
import io.culebra.select.Timings;
import io.culebra.tensor.BackendException;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.MemoryLimitException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.ThreadLimitException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * When a network is measured: whenever it is asked for, and before the first run of shapes where
 * the options let it. One measurement at a time; safe for use by many threads.
 */
final class Tuning {
  private static final System.Logger LOG = System.getLogger(Tuning.class.getName());

  /** Shapes of which it is known that they were looked at. */
  private static final int MOST_SHAPES = 4096;

  /** What measuring may hold, of the network's limit. */
  private static final long MEMORY_SHARE = 2;

  private static final Duration LONGEST = Duration.ofDays(1);

  private final Graph graph;
  private final NetworkOptions options;
  private final MemoryBudget budget;
  private final Planner planner;
  private final Plans plans;
  private final Timings timings;
  private final BooleanSupplier isOver;
  private final Set<List<Shape>> lookedAt = new LinkedHashSet<>();

  /**
   * The tuning of a network.
   *
   * @param isOver whether the network is being closed
   */
  Tuning(
      Graph graph,
      NetworkOptions options,
      MemoryBudget budget,
      Planner planner,
      Plans plans,
      Timings timings,
      BooleanSupplier isOver) {
    this.graph = graph;
    this.options = options;
    this.budget = budget;
    this.planner = planner;
    this.plans = plans;
    this.timings = timings;
    this.isOver = isOver;
  }

  /** Whether the choice is made by what was measured. */
  static boolean isFree(NetworkOptions options) {
    return options.backend().equals(Backends.AUTO) && !options.reproducible();
  }

  /** Whether a run of these shapes may have to measure first. */
  boolean isDue(List<Shape> shapes) {
    if (!options.tuning().isPositive() || !isFree(options)) {
      return false;
    }
    synchronized (lookedAt) {
      return !lookedAt.contains(shapes);
    }
  }

  /**
   * Measures before the first run of these shapes, unless all that there is to choose was measured.
   * What goes wrong costs the measurement, not the run.
   */
  void beforeFirstRun(Tensor[] inputs, List<Shape> shapes) {
    synchronized (lookedAt) {
      if (!lookedAt.add(List.copyOf(shapes))) {
        return;
      }
      if (lookedAt.size() > MOST_SHAPES) {
        lookedAt.remove(lookedAt.iterator().next());
      }
    }
    try {
      Plan plan = plans.first(shapes, options.threads()).plan();
      boolean isMeasured = planner.isMeasured(plan, timings);
      plan.release();
      if (!isMeasured) {
        tune(inputs, options.tuning());
      }
    } catch (MemoryLimitException | ThreadLimitException | BackendException e) {
      LOG.log(Level.INFO, "a first run was not measured: {0}", e.getMessage());
    }
  }

  /**
   * Measures for about so long, and lets plans be made again.
   *
   * @return how many ways were measured
   */
  synchronized int tune(Tensor[] inputs, Duration time) {
    if (!isFree(options)) {
      throw new InvalidInputException(
          "there is nothing to choose by measuring where a backend is forced or runs are to be"
              + " reproducible");
    }
    if (time.isNegative()) {
      throw new InvalidInputException("the time for measuring must not be negative: " + time);
    }
    Duration limited = time.compareTo(LONGEST) > 0 ? LONGEST : time;
    boolean isSplit = options.sideBySide() && options.threads() > 1;
    int measured = measure(inputs, options.threads(), isSplit ? limited.dividedBy(2) : limited);
    if (isSplit) {
      measured += measure(inputs, 1, limited.dividedBy(2));
    }
    plans.forget();
    return measured;
  }

  private int measure(Tensor[] inputs, int count, Duration time) {
    MemoryBudget share =
        new MemoryBudget(
            options.memoryLimit() / MEMORY_SHARE, "SessionOptions.memoryLimit", budget);
    try (Tuner tuner =
        new Tuner(graph, options.alone(count), share, inputs, graph.outputs().size(), isOver)) {
      Timings measured = tuner.measure(time);
      MachineTimings.learn(measured);
      return measured.size();
    }
  }
}
