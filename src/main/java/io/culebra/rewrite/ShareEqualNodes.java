package io.culebra.rewrite;

import io.culebra.graph.Graph;
import io.culebra.graph.Node;
import io.culebra.graph.Types;
import io.culebra.graph.Value;
import io.culebra.op.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes once what several nodes compute alike: the same operator of the same inputs. */
final class ShareEqualNodes implements Rewrite {
  private record Computation(Op op, List<@Nullable Value> inputs) {}

  @Override
  public String name() {
    return "share-equal-nodes";
  }

  @Override
  public Graph apply(Graph graph, Types types, Evaluator evaluator) {
    Edit edit = new Edit(graph, types);
    Map<Computation, Node> seen = new HashMap<>();
    for (Node node : graph.nodes()) {
      if (node.outputs().size() == 1) {
        Node first = seen.putIfAbsent(new Computation(node.op(), node.inputs()), node);
        if (first != null) {
          edit.forward(node, first.output());
        }
      }
    }
    return edit.apply();
  }
}
