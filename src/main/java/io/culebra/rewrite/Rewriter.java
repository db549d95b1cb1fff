package io.culebra.rewrite;

import io.culebra.graph.Graph;
import io.culebra.graph.Inference;
import io.culebra.graph.Types;
import io.culebra.graph.Value;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.TensorType;
import java.util.Map;
import java.util.Set;

/** Runs the passes over a graph, round after round, until a round changes nothing. */
public final class Rewriter {
  /** Every pass makes progress towards fewer nodes, so that few rounds do; this stops the rest. */
  private static final int MOST_ROUNDS = 20;

  private Rewriter() {}

  /**
   * A graph that computes the same as {@code graph} with fewer or cheaper nodes. Inputs stay as
   * they are; outputs keep their number and order.
   *
   * @param inputTypes types of inputs that are known more precisely than the model declares them;
   *     the result holds only for these
   * @param off names of passes that are not to be run
   * @param evaluator computes nodes whose inputs are constant
   * @throws InvalidInputException if there is no pass of a name in {@code off}
   * @throws io.culebra.tensor.InvalidModelException if an input of a node contradicts its operator
   */
  public static Graph rewrite(
      Graph graph, Map<Value, TensorType> inputTypes, Set<String> off, Evaluator evaluator) {
    for (String name : off) {
      if (!Rewrites.names().contains(name)) {
        throw new InvalidInputException(
            "there is no rewrite '" + name + "'; there are " + Rewrites.names());
      }
    }
    Graph current = graph;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Graph before = current;
      current = once(current, inputTypes, off, evaluator);
      if (current == before) {
        break;
      }
    }
    return current;
  }

  private static Graph once(
      Graph graph, Map<Value, TensorType> inputTypes, Set<String> off, Evaluator evaluator) {
    Graph current = graph;
    Types types = Inference.infer(current, inputTypes);
    for (Rewrite rewrite : Rewrites.all()) {
      if (!off.contains(rewrite.name())) {
        Graph next = rewrite.apply(current, types, evaluator);
        if (next != current) {
          current = next;
          types = Inference.infer(current, inputTypes);
        }
      }
    }
    return current;
  }
}
