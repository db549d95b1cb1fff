package io.culebra.perf.fill;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.culebra.perf.onnx.GraphIndex;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which BatchNormalization ends a residual branch: its output goes into an Add or Sum, and of
 * the addends it has the longest way back to a value that several nodes read (the projection on the
 * shortcut has a shorter one).
 */
final class ResidualBranches {

  private final GraphIndex index;
  private final Set<String> ends = new HashSet<>();

  ResidualBranches(GraphIndex index, Iterable<NodeProto> nodes) {
    this.index = index;
    for (NodeProto node : nodes) {
      if (node.getOpType().equals("Add") || node.getOpType().equals("Sum")) {
        longestAddend(node).ifPresent(ends::add);
      }
    }
  }

  /** Whether the node is the last normalisation of a residual branch. */
  boolean endsWith(NodeProto normalization) {
    return ends.contains(normalization.getOutput(0));
  }

  private Optional<String> longestAddend(NodeProto sum) {
    return sum.getInputList().stream()
        .filter(this::isNormalized)
        .reduce((a, b) -> convolutionsSinceFork(b) > convolutionsSinceFork(a) ? b : a);
  }

  private boolean isNormalized(String value) {
    return index
        .producer(value)
        .filter(node -> node.getOpType().equals("BatchNormalization"))
        .isPresent();
  }

  private int convolutionsSinceFork(String value) {
    int convolutions = 0;
    String name = value;
    for (Optional<NodeProto> node = index.producer(name);
        node.isPresent() && node.get().getInputCount() > 0 && index.uses(name).size() == 1;
        node = index.producer(name)) {
      convolutions += node.get().getOpType().equals("Conv") ? 1 : 0;
      name = node.get().getInput(0);
    }
    return convolutions;
  }
}
