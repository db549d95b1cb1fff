package io.culebra.perf.fill;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.culebra.perf.onnx.GraphIndex;
import io.culebra.perf.onnx.GraphIndex.Use;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out what a weight is for from the operators that read it. */
final class Roles {

  /** Operators that pass a weight on in another shape. */
  private static final Set<String> RESHAPES =
      Set.of("Identity", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Transpose", "Cast");

  private final GraphIndex index;
  private final ResidualBranches branches;

  Roles(GraphIndex index, Iterable<NodeProto> nodes) {
    this.index = index;
    this.branches = new ResidualBranches(index, nodes);
  }

  /**
   * How to draw the weight with this name and these dims; empty if no operator reads it as a
   * weight. Of several readers the first that knows decides, in node order.
   */
  Optional<Distribution> of(String weight, List<Long> dims) {
    for (Use use : index.uses(weight)) {
      Optional<Distribution> role =
          RESHAPES.contains(use.node().getOpType()) ? passedOn(use, dims) : at(use, dims);
      if (role.isPresent()) {
        return role;
      }
    }
    return Optional.empty();
  }

  private Optional<Distribution> passedOn(Use use, List<Long> dims) {
    if (use.input() != 0) {
      return Optional.empty();
    }
    boolean swapped = use.node().getOpType().equals("Transpose") && dims.size() == 2;
    return of(use.node().getOutput(0), swapped ? dims.reversed() : dims);
  }

  private Optional<Distribution> at(Use use, List<Long> dims) {
    NodeProto node = use.node();
    int input = use.input();
    return switch (node.getOpType()) {
      case "Conv" -> weightOrBias(input, product(dims.subList(1, dims.size())));
      case "ConvTranspose" -> weightOrBias(input, dims.getFirst());
      case "Gemm" -> weightOrBias(input, gemmFanIn(node, dims));
      case "MatMul" -> Optional.of(Distribution.he(matMulFanIn(input, dims)));
      case "LSTM", "GRU", "RNN" -> recurrent(input, dims);
      case "BatchNormalization" -> batchNormalization(node, input);
      case "LayerNormalization", "InstanceNormalization", "GroupNormalization" ->
          pick(input, 1, Distribution.scale(), Distribution.shift());
      case "Mul" -> Optional.of(Distribution.scale());
      case "Add", "Sub" -> Optional.of(Distribution.shift());
      case "PRelu" -> pick(input, 1, new Distribution.Uniform(0.0, 0.25));
      case "Gather" -> pick(input, 0, new Distribution.Normal(1.0));
      default -> Optional.empty();
    };
  }

  private Optional<Distribution> batchNormalization(NodeProto node, int input) {
    boolean last = input == 1 && branches.endsWith(node);
    Distribution scale = last ? Distribution.dampedScale() : Distribution.scale();
    return pick(input, 1, scale, Distribution.shift(), Distribution.shift(), Distribution.scale());
  }

  /**
   * Inputs 1 and 2 of a recurrent operator are matrices [directions, gates, fan in], 3 its bias.
   */
  private static Optional<Distribution> recurrent(int input, List<Long> dims) {
    Distribution matrix = Distribution.lecun(dims.getLast());
    return pick(input, 1, matrix, matrix, Distribution.bias());
  }

  private static Optional<Distribution> weightOrBias(int input, long fanIn) {
    return pick(input, 1, Distribution.he(fanIn), Distribution.bias());
  }

  /**
   * The distribution of an input when the given ones belong to the inputs from {@code first} on.
   */
  private static Optional<Distribution> pick(int input, int first, Distribution... from) {
    int i = input - first;
    return i >= 0 && i < from.length ? Optional.of(from[i]) : Optional.empty();
  }

  private static long gemmFanIn(NodeProto node, List<Long> dims) {
    long transB = GraphIndex.attribute(node, "transB").map(AttributeProto::getI).orElse(0L);
    return transB != 0 ? dims.getLast() : dims.getFirst();
  }

  private static long matMulFanIn(int input, List<Long> dims) {
    return input == 0 || dims.size() == 1 ? dims.getLast() : dims.get(dims.size() - 2);
  }

  private static long product(List<Long> dims) {
    return dims.stream().reduce(1L, Math::multiplyExact);
  }
}
