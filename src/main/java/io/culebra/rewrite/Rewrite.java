package io.culebra.rewrite;

import io.culebra.graph.Graph;
import io.culebra.graph.Types;

/** One pass over a graph. Stateless, safe for use by many threads. */
public interface Rewrite {
  /** The name by which the pass is shown and switched off, such as {@code fuse-activations}. */
  String name();

  /**
   * A graph that computes the same, or {@code graph} itself where the pass does not apply. The
   * inputs stay; outputs keep their number and order.
   *
   * @param types the types of all values of the graph; the pass may make them more precise
   * @param evaluator computes nodes whose inputs are constant
   */
  Graph apply(Graph graph, Types types, Evaluator evaluator);
}
