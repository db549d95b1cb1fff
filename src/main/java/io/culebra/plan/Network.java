package io.culebra.plan;

import io.culebra.graph.Graph;
import io.culebra.graph.Value;
import io.culebra.select.Timings;
import io.culebra.tensor.BusyException;
import io.culebra.tensor.CallbackScope;
import io.culebra.tensor.CanceledException;
import io.culebra.tensor.ClosedException;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.MemoryLimitException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorPool;
import io.culebra.tensor.TensorType;
import io.culebra.tensor.ThreadLimitException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A graph that runs: its plans, and the lanes that run them. Safe for use by many threads; callers
 * queue for a lane.
 *
 * <p>{@link #close} waits for the runs that are under way.
 */
public final class Network implements AutoCloseable {
  /**
   * The most memory of closed results that is kept for the next ones, and its share of the limit.
   */
  private static final long MOST_IDLE_BYTES = 256L << 20;

  private static final long IDLE_SHARE = 16;

  /** The share of the limit that plans may take while nobody runs them. */
  private static final long PLAN_SHARE = 4;

  private final Graph graph;
  private final Timings timings;
  private final Planner planner;
  private final LanePool lanes;
  private final int threads;
  private final Plans plans;
  private final MemoryBudget budget;
  private final TensorPool results;
  private final Tuning tuning;
  private int running;
  private boolean closing;
  private boolean closed;

  /**
   * A network that is planned when it is first run.
   *
   * @param graph the graph, rewritten as far as that does not depend on shapes
   * @param timings what was measured, looked at whenever a plan is made
   * @param weights keeps the packed weights, shared with other networks of the same model
   * @param budget counts what the network holds
   * @throws ThreadLimitException if the system does not give the threads; then none is left
   */
  public Network(
      Graph graph,
      NetworkOptions options,
      Timings timings,
      WeightStore weights,
      MemoryBudget budget) {
    this(graph, options, ranking(options, timings), timings, weights, budget, true);
  }

  private static Ranking ranking(NetworkOptions options, Timings timings) {
    return Tuning.isFree(options) ? Ranking.measured(timings) : Ranking.inStaticOrder();
  }

  /**
   * A network whose steps are selected by this ranking.
   *
   * @param answersSoon whether the first runs of new shapes may use a plan that is made sooner than
   *     the best one
   */
  Network(
      Graph graph,
      NetworkOptions options,
      Ranking ranking,
      Timings timings,
      WeightStore weights,
      MemoryBudget budget,
      boolean answersSoon) {
    this.timings = timings;
    this.budget = budget;
    this.graph = graph;
    this.planner = new Planner(options, ranking, weights, budget);
    this.results =
        new TensorPool(budget, Math.min(MOST_IDLE_BYTES, options.memoryLimit() / IDLE_SHARE));
    budget.addReclaimer(results::trim);
    this.threads = options.threads();
    this.lanes = new LanePool(options, budget, planner.backends()::prepareThread);
    this.plans =
        new Plans(
            graph,
            planner,
            threads,
            Math.min(options.planCacheBytes(), options.memoryLimit() / PLAN_SHARE),
            lanes::dropRetired,
            answersSoon);
    this.tuning = new Tuning(graph, options, budget, planner, plans, timings, this::isClosing);
    try {
      planner.backends().probeThreads(threads);
    } catch (RuntimeException | Error e) {
      lanes.close();
      throw e;
    }
  }

  /** The backends that may be chosen. */
  public Backends backends() {
    return planner.backends();
  }

  /**
   * Runs the network.
   *
   * @param inputs a tensor per input of the graph, of the declared type
   * @param outputs a tensor per output of the graph to write into; null entries are replaced by new
   *     tensors
   * @throws ClosedException if the network or a tensor has been closed
   * @throws BusyException if too many callers wait, or this one has waited for too long
   * @throws CanceledException if the caller is interrupted
   * @throws InvalidInputException if an output tensor is not of the type that is computed, or is
   *     given for another output too, or for an input that no step works on in place
   */
  public void run(Tensor[] inputs, @Nullable Tensor[] outputs) {
    RunEvent event = new RunEvent();
    event.begin();
    begin();
    try {
      int stretches = runOnLane(inputs, outputs, null);
      if (event.shouldCommit()) {
        event.graph = graph.name();
        event.stretches = stretches;
        event.commit();
      }
    } finally {
      end();
    }
  }

  /** How many plans have been made so far. */
  public long plansMade() {
    return plans.made();
  }

  /** Lets every plan be made again. */
  void forgetPlans() {
    plans.forget();
  }

  /** Bytes of native memory that count against the limit now. */
  public long memoryUsed() {
    return budget.used();
  }

  /** The steps of the first stretch for inputs of these shapes. */
  public List<ExplainedStep> explain(List<Shape> shapes) {
    begin();
    try {
      Stretch stretch = plans.settled(shapes, threads);
      List<ExplainedStep> steps = stretch.plan().explain(timings);
      stretch.plan().release();
      return steps;
    } finally {
      end();
    }
  }

  /** Makes the best plan for inputs of these shapes, up to the first shape that depends on data. */
  public void prepare(List<Shape> shapes) {
    begin();
    try {
      plans.settled(shapes, threads).plan().release();
    } finally {
      end();
    }
  }

  /** Runs the network and tells the steps of every stretch that was run. */
  public List<ExplainedStep> trace(Tensor[] inputs, @Nullable Tensor[] outputs) {
    List<ExplainedStep> steps = new ArrayList<>();
    watch(inputs, outputs, (step, binding, nanos) -> steps.add(ExplainedStep.of(step)));
    return steps;
  }

  /**
   * The types of the outputs for inputs of these shapes; of unknown shape where that depends on
   * data.
   */
  public List<TensorType> outputTypes(List<Shape> shapes) {
    begin();
    try {
      Stretch stretch = plans.first(shapes, threads);
      stretch.plan().release();
      return stretch.outputTypes();
    } finally {
      end();
    }
  }

  /** Runs the network and tells how many nanoseconds each step took. */
  public void profile(
      Tensor[] inputs, @Nullable Tensor[] outputs, ObjLongConsumer<ExplainedStep> took) {
    watch(inputs, outputs, (step, binding, nanos) -> took.accept(ExplainedStep.of(step), nanos));
  }

  /**
   * Runs the network and shows what each step computed: a copy of its first output, which the
   * observer closes. The observer is called by whoever runs the plan.
   */
  public void observe(
      Tensor[] inputs, @Nullable Tensor[] outputs, BiConsumer<ExplainedStep, Tensor> observer) {
    Set<Object> used = Collections.newSetFromMap(new IdentityHashMap<>());
    used.add(this);
    used.addAll(List.of(inputs));
    for (Tensor output : outputs) {
      if (output != null) {
        used.add(output);
      }
    }
    watch(
        inputs,
        outputs,
        (step, binding, nanos) -> {
          Tensor output = StepOutput.copyOf(step, binding);
          if (output != null) {
            CallbackScope.call(used, () -> observer.accept(ExplainedStep.of(step), output));
          }
        });
  }

  /**
   * Measures the ways to run the steps for inputs like these, for about so long, and lets this and
   * every later process on this machine choose by what was found. Plans that were made before are
   * made again. Where callers may run side by side on one thread each, half of the time is for
   * that. Other callers run meanwhile, and are measured too.
   *
   * @return how many ways were measured
   * @throws InvalidInputException if the choice is not free: a backend is forced, or runs are to be
   *     reproducible
   * @throws ClosedException if the network is closed meanwhile
   */
  public int tune(Tensor[] inputs, Duration time) {
    begin();
    try {
      return tuning.tune(inputs, time);
    } finally {
      end();
    }
  }

  /** Runs the network and tells the watch of every step. */
  void watch(Tensor[] inputs, @Nullable Tensor[] outputs, StepWatch watch) {
    begin();
    try {
      runOnLane(inputs, outputs, watch);
    } finally {
      end();
    }
  }

  private void begin() {
    CallbackScope.refuse(this, "a session cannot be used");
    synchronized (this) {
      if (closing) {
        throw new ClosedException("the session has been closed");
      }
      running++;
    }
  }

  private synchronized boolean isClosing() {
    return closing;
  }

  private synchronized void end() {
    running--;
    if (running == 0) {
      notifyAll();
    }
  }

  private int runOnLane(Tensor[] inputs, @Nullable Tensor[] outputs, @Nullable StepWatch watch) {
    requireDistinct(outputs);
    List<Shape> shapes = shapes(inputs);
    if (tuning.isDue(shapes)) {
      tuning.beforeFirstRun(inputs, shapes);
    }
    if (!plans.isLatest(shapes) && !Thread.currentThread().isInterrupted()) {
      planAhead(shapes);
    }
    Lane lane = lanes.take();
    try {
      return runStretches(lane, shapes, inputs, outputs, watch);
    } catch (MemoryLimitException e) {
      if (!lanes.isNarrow(lane)) {
        throw e;
      }
      lanes.takeTurnsForWantOfMemory(e);
    } finally {
      lanes.giveBack(lane);
    }
    return runOnLane(inputs, outputs, watch);
  }

  /** Nobody shall hold a lane, for which others wait, while he makes a plan. */
  private void planAhead(List<Shape> shapes) {
    try {
      plans.first(shapes, lanes.likelyThreads()).plan().release();
    } catch (MemoryLimitException e) {
      // On the lane there may be other threads to plan for, or memory again; if not, it fails
      // there.
    }
  }

  private int runStretches(
      Lane lane,
      List<Shape> shapes,
      Tensor[] inputs,
      @Nullable Tensor[] outputs,
      @Nullable StepWatch watch) {
    Stretch stretch = plans.first(shapes, lane.threads());
    if (stretch.rest() == null) {
      runPlan(lane, stretch.plan(), inputs, outputs, watch);
      return 1;
    }
    requireDistinct(inputs, outputs);
    try (Values values = new Values(graph, inputs, outputs)) {
      int count = 0;
      List<Value> asked = graph.outputs();
      while (true) {
        count++;
        values.standIn(asked, stretch.outputs());
        @Nullable Tensor[] made = values.wanted(stretch);
        runPlan(lane, stretch.plan(), values.of(stretch.inputs()), made, watch);
        values.remember(stretch.results(), made);
        if (stretch.rest() == null) {
          values.giveOutputs(outputs);
          return count;
        }
        asked = stretch.rest().outputs();
        stretch = plans.following(stretch, stretch.rest(), values, lane.threads());
      }
    }
  }

  /** Two outputs in one tensor would overwrite each other. */
  private void requireDistinct(@Nullable Tensor[] outputs) {
    for (int i = 1; i < outputs.length; i++) {
      for (int k = 0; k < i; k++) {
        if (outputs[i] != null && outputs[i] == outputs[k]) {
          throw new InvalidInputException(
              "the tensor given for output '"
                  + graph.outputs().get(i).name()
                  + "' is also given for output '"
                  + graph.outputs().get(k).name()
                  + "'");
        }
      }
    }
  }

  private static void requireDistinct(Tensor[] inputs, @Nullable Tensor[] outputs) {
    for (Tensor output : outputs) {
      if (output != null && Arrays.asList(inputs).contains(output)) {
        throw new InvalidInputException(
            "a tensor given for an output is also an input, and shapes of the model depend on"
                + " data");
      }
    }
  }

  private static List<Shape> shapes(Tensor[] tensors) {
    Shape[] shapes = new Shape[tensors.length];
    for (int i = 0; i < shapes.length; i++) {
      shapes[i] = tensors[i].shape();
    }
    return Arrays.asList(shapes);
  }

  /** Runs a plan, which the caller has retained for this, and fills null entries of the outputs. */
  private void runPlan(
      Lane lane,
      Plan plan,
      Tensor[] inputs,
      @Nullable Tensor[] outputs,
      @Nullable StepWatch watch) {
    Tensor[] target = new Tensor[outputs.length];
    int acquiredInputs = 0;
    int acquiredOutputs = 0;
    boolean done = false;
    try {
      for (int i = 0; i < outputs.length; i++) {
        target[i] = target(plan, i, outputs[i], inputs);
      }
      for (; acquiredInputs < inputs.length; acquiredInputs++) {
        inputs[acquiredInputs].acquire();
      }
      for (; acquiredOutputs < target.length; acquiredOutputs++) {
        target[acquiredOutputs].acquire();
      }
      lane.run(plan, addresses(inputs), addresses(target), watch);
      done = true;
    } finally {
      for (int i = 0; i < acquiredInputs; i++) {
        inputs[i].release();
      }
      for (int i = 0; i < acquiredOutputs; i++) {
        target[i].release();
      }
      for (int i = 0; i < outputs.length; i++) {
        if (done) {
          outputs[i] = target[i];
        } else if (outputs[i] == null && target[i] != null) {
          target[i].close();
        }
      }
      plan.release();
    }
  }

  private Tensor target(Plan plan, int i, @Nullable Tensor given, Tensor[] inputs) {
    TensorType type = plan.outputs().get(i);
    if (given == null) {
      return results.allocate(
          type.dataType(), Objects.requireNonNull(type.shape()), () -> plan.describeOutput(i));
    }
    String name = i < graph.outputs().size() ? graph.outputs().get(i).name() : "" + i;
    if (!given.type().equals(type)) {
      throw new InvalidInputException(
          "output '" + name + "' is " + type + ", but the tensor given for it is " + given.type());
    }
    for (int k = 0; k < inputs.length; k++) {
      if (inputs[k] == given && !plan.isInPlace(k, i)) {
        throw new InvalidInputException(
            "the tensor given for output '" + name + "' is also an input");
      }
    }
    return given;
  }

  private static long[] addresses(Tensor[] tensors) {
    long[] addresses = new long[tensors.length];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = tensors[i].address();
    }
    return addresses;
  }

  /**
   * Fails where {@link #close} would wait for its own caller.
   *
   * @throws IllegalStateException if this is called by an observer of the network's own run
   */
  public void requireClosable() {
    CallbackScope.refuse(this, "a session cannot be closed");
  }

  /**
   * Waits for the runs that are under way, refuses callers who wait, and gives everything back.
   * Returns when that is done, whoever does it.
   *
   * @throws IllegalStateException if this is called by an observer of the network's own run
   */
  @Override
  public void close() {
    requireClosable();
    boolean mine;
    synchronized (this) {
      mine = !closing;
      closing = true;
    }
    if (!mine) {
      awaitUninterruptibly(() -> closed);
      return;
    }
    lanes.refuse();
    awaitUninterruptibly(() -> running == 0);
    try {
      plans.close();
      lanes.close();
      results.close();
    } finally {
      synchronized (this) {
        closed = true;
        notifyAll();
      }
    }
  }

  /** Waits for something that {@link #notifyAll} tells of; an interrupt is kept. */
  private synchronized void awaitUninterruptibly(BooleanSupplier condition) {
    boolean interrupted = false;
    while (!condition.getAsBoolean()) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
