package io.culebra.rewrite;

import io.culebra.graph.Node;
import io.culebra.graph.Types;
import io.culebra.tensor.Constant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes a node while the network is being prepared. */
public interface Evaluator {
  /**
   * The values of the outputs of a node whose inputs are all constant or absent.
   *
   * @param types the types of its inputs and outputs
   * @return a constant per output, null for an output that the node leaves out; or null if the node
   *     cannot be computed here
   */
  @Nullable List<@Nullable Constant> evaluate(Node node, Types types);

  /** The most bytes that a constant may have. */
  default long mostBytes() {
    return Long.MAX_VALUE;
  }
}
