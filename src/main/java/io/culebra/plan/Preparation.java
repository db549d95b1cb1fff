package io.culebra.plan;

import io.culebra.graph.Graph;
import io.culebra.graph.Node;
import io.culebra.graph.Types;
import io.culebra.graph.Value;
import io.culebra.rewrite.Evaluator;
import io.culebra.rewrite.Rewriter;
import io.culebra.rewrite.Rewrites;
import io.culebra.tensor.MemoryLimitException;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.TensorType;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What is done to a model's graph once, before any shapes are known. */
public final class Preparation {
  /** The most memory for tensors that say something about shapes. */
  private static final long SHAPE_BYTES = 64L << 20;

  private Preparation() {}

  /**
   * The graph after the rewrites that do not depend on the shapes of a run. The weights that it
   * uses stay packed in the store as long as the model.
   *
   * @param off names of rewrites that are left out
   * @param budget counts the constants that the rewrites compute
   * @throws MemoryLimitException if one, or all of them, need more than the limit; it names the
   *     node
   */
  public static Graph prepare(
      Graph graph, Set<String> off, WeightStore weights, MemoryBudget budget) {
    Graph prepared =
        NativeMemory.counting(
            budget, () -> Rewriter.rewrite(graph, Map.of(), off, new KernelEvaluator(budget)));
    for (Value value : prepared.constants()) {
      if (value.constant() != null) {
        weights.keep(value.constant());
      }
    }
    return prepared;
  }

  /**
   * The graph with nothing changed but the arithmetic on shapes done, as far as it is known with
   * inputs of these types.
   */
  public static Graph foldShapes(Graph graph, Map<Value, TensorType> given) {
    Set<String> others = new HashSet<>(Rewrites.names());
    others.remove(Rewrites.FOLD_CONSTANTS);
    Evaluator evaluator = new KernelEvaluator(new MemoryBudget(SHAPE_BYTES));
    return Rewriter.rewrite(
        graph,
        given,
        others,
        (node, types) -> bytes(node, types) > SHAPE_BYTES ? null : evaluator.evaluate(node, types));
  }

  private static long bytes(Node node, Types types) {
    return Stream.concat(node.inputs().stream(), node.outputs().stream())
        .filter(Objects::nonNull)
        .mapToLong(value -> types.of(value).bytes())
        .sum();
  }
}
