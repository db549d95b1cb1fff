package io.culebra.plan;

import io.culebra.graph.Graph;
import io.culebra.graph.Inference;
import io.culebra.graph.Node;
import io.culebra.graph.Types;
import io.culebra.graph.Value;
import io.culebra.kernel.Implementation;
import io.culebra.rewrite.Rewriter;
import io.culebra.select.Problem;
import io.culebra.select.Timings;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.MemoryLimitException;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.TensorType;
import io.culebra.tensor.UnsupportedModelException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plans graphs for concrete input types. Safe for use by many threads, though the weight store
 * makes them take turns.
 */
final class Planner {
  private final Backends backends;
  private final WeightStore weights;
  private final MemoryBudget budget;
  private final KernelEvaluator evaluator;
  private final Set<String> rewritesOff;
  private final Ranking ranking;

  Planner(NetworkOptions options, Ranking ranking, WeightStore weights, MemoryBudget budget) {
    this.ranking = ranking;
    this.backends = Backends.preferring(options.backend());
    this.weights = weights;
    this.budget = budget;
    this.evaluator = new KernelEvaluator(budget);
    this.rewritesOff = options.rewritesOff();
  }

  /** The backends that may be chosen. */
  Backends backends() {
    return backends;
  }

  /** Whether nothing is left to measure of a plan's steps. */
  boolean isMeasured(Plan plan, Timings timings) {
    return plan.steps().stream()
        .map(Step::spec)
        .allMatch(spec -> {
          List<Implementation> usable = Candidates.of(spec, backends).usable();
          return Ranking.worthMeasuring(spec, usable).size() < 2
              || Ranking.isMeasured(spec, usable, timings.of(Problem.of(spec)));
        });
  }

  /**
   * The first stretch of a graph, which is all of it unless a shape depends on data.
   *
   * @param given the types of the inputs
   * @param valuesKnown whether the inputs that shapes may depend on are constants of the graph, so
   *     that a stretch without a node means that there is nothing more to be known
   * @param threads how many threads a run will have
   * @param cold the ways that the plan does without; null for none
   * @throws UnsupportedModelException if a node cannot be run by any backend that may be chosen
   * @throws MemoryLimitException if it needs more memory than the limit
   */
  Stretch plan(
      Graph graph,
      Map<Value, TensorType> given,
      boolean valuesKnown,
      int threads,
      @Nullable ColdWays cold) {
    return NativeMemory.counting(budget, () -> planned(graph, given, valuesKnown, threads, cold));
  }

  private Stretch planned(
      Graph graph,
      Map<Value, TensorType> given,
      boolean valuesKnown,
      int threads,
      @Nullable ColdWays cold) {
    PlanEvent event = new PlanEvent();
    event.begin();
    Graph rewritten;
    Types types;
    try {
      rewritten = Rewriter.rewrite(graph, given, rewritesOff, evaluator);
      types = Inference.infer(rewritten, given);
    } catch (InvalidModelException e) {
      // The model was found right for what it declares: what is wrong has come with the inputs.
      throw new InvalidInputException(e.getMessage(), e);
    }
    List<Node> ready = nodesOfKnownShape(rewritten, types);
    boolean whole = ready.size() == rewritten.nodes().size();
    if (ready.isEmpty() && !whole && valuesKnown) {
      throw new UnsupportedModelException(
          rewritten.nodes().getFirst()
              + ": the shape of its output depends on the values of a tensor that is too large or"
              + " not of integers");
    }
    Graph first = whole ? rewritten : upTo(rewritten, ready, types);
    PlanBuilder builder =
        new PlanBuilder(
            first,
            types,
            new Selection(
                first, types, backends, cold == null ? ranking : ranking.without(cold), threads),
            evaluator,
            weights.lease(budget),
            threads);
    Plan plan = builder.build();
    ColdWays.noteMade(plan.steps());
    event.graph = graph.name();
    event.steps = plan.steps().size();
    event.arenaBytes = plan.arenaBytes();
    event.commit();
    return new Stretch(
        plan,
        first.inputs(),
        whole ? graph.outputs() : first.outputs(),
        whole ? graph.outputs() : rewritten.outputs(),
        rewritten.outputs().stream().map(types::of).toList(),
        whole ? null : after(rewritten, ready, first),
        new PlanCache<>(Stretch::bytes, Stretch::retire));
  }

  private static List<Node> nodesOfKnownShape(Graph graph, Types types) {
    Set<Value> unknown = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Node> ready = new ArrayList<>();
    for (Node node : graph.nodes()) {
      boolean known =
          node.inputs().stream().noneMatch(unknown::contains)
              && node.outputs().stream().allMatch(o -> o == null || types.of(o).isKnown());
      if (known) {
        ready.add(node);
      } else {
        node.outputs().stream().filter(o -> o != null).forEach(unknown::add);
      }
    }
    return ready;
  }

  /** The nodes that are ready, with what later nodes or the caller need of them as outputs. */
  private static Graph upTo(Graph graph, List<Node> ready, Types types) {
    Set<Node> first = Collections.newSetFromMap(new IdentityHashMap<>());
    first.addAll(ready);
    Set<Value> needed = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Value> outputs = new ArrayList<>();
    for (Node node : ready) {
      for (Value output : node.outputs()) {
        if (output != null
            && (graph.outputs().contains(output)
                || graph.consumers(output).stream().anyMatch(user -> !first.contains(user)))
            && needed.add(output)) {
          outputs.add(output);
        }
      }
    }
    for (Value output : graph.outputs()) {
      if (graph.producer(output) == null && types.of(output).isKnown() && needed.add(output)) {
        outputs.add(output);
      }
    }
    return new Graph(graph.name(), graph.inputs(), outputs, ready);
  }

  /**
   * The nodes that are not ready, with what they need of the first ones, and of the caller, as
   * inputs.
   */
  private static Graph after(Graph graph, List<Node> ready, Graph first) {
    Set<Node> done = Collections.newSetFromMap(new IdentityHashMap<>());
    done.addAll(ready);
    List<Node> rest = graph.nodes().stream().filter(node -> !done.contains(node)).toList();
    Set<Value> needed = Collections.newSetFromMap(new IdentityHashMap<>());
    rest.forEach(node -> node.inputs().forEach(needed::add));
    List<Value> inputs = new ArrayList<>();
    for (Value value : first.inputs()) {
      if (needed.contains(value)) {
        inputs.add(value);
      }
    }
    for (Value value : first.outputs()) {
      if (needed.contains(value)) {
        inputs.add(value);
      }
    }
    List<Value> outputs =
        graph.outputs().stream().filter(output -> !first.outputs().contains(output)).toList();
    return new Graph(graph.name(), inputs, outputs, rest);
  }
}
