package io.culebra.plan;

import io.culebra.graph.Graph;
import io.culebra.graph.Value;
import io.culebra.rewrite.Rewriter;
import java.util.Map;
import java.util.Set;

/** What is done to a model's graph once, before any shapes are known. */
public final class Preparation {
  private Preparation() {}

  /**
   * The graph after the rewrites that do not depend on the shapes of a run. The weights that it
   * uses stay packed in the store as long as the model.
   *
   * @param off names of rewrites that are left out
   */
  public static Graph prepare(
      Graph graph, Set<String> off, WeightStore weights, MemoryBudget budget) {
    Graph prepared = Rewriter.rewrite(graph, Map.of(), off, new KernelEvaluator(budget));
    for (Value value : prepared.constants()) {
      if (value.constant() != null) {
        weights.keep(value.constant());
      }
    }
    return prepared;
  }
}
