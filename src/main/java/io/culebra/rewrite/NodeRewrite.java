package io.culebra.rewrite;

import io.culebra.graph.Graph;
import io.culebra.graph.Node;
import io.culebra.graph.Types;

/** A pass that looks at every node by itself and replaces it where it is the end of a pattern. */
abstract class NodeRewrite implements Rewrite {
  private final String name;

  NodeRewrite(String name) {
    this.name = name;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Graph apply(Graph graph, Types types, Evaluator evaluator) {
    Edit edit = new Edit(graph, types);
    for (Node node : graph.nodes()) {
      visit(node, edit);
    }
    return edit.apply();
  }

  /** Replaces {@code node}, and no other, through {@code edit}; or leaves it alone. */
  abstract void visit(Node node, Edit edit);

  @Override
  public String toString() {
    return name;
  }
}
