package io.culebra.rewrite;

import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.Conv;
import io.culebra.op.ConvTranspose;
import io.culebra.op.Fused;
import io.culebra.op.Gemm;
import io.culebra.op.MatMul;
import io.culebra.op.Op;
import io.culebra.op.PostOp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Appends post-ops to the nodes that can have them. */
final class PostOps {
  private PostOps() {}

  /** Whether post-ops can follow the node's operator. */
  static boolean canFollow(@Nullable Node node) {
    return node != null && baseInputs(base(node)) > 0;
  }

  /** What already follows the node's operator. */
  static List<PostOp> of(Node node) {
    return node.op() instanceof Fused fused ? fused.postOps() : List.of();
  }

  /** Lets {@code node}, with one more post-op, make what {@code last} makes. */
  static void append(Node node, PostOp postOp, Node last, Edit edit) {
    append(node, postOp, List.of(), last, edit);
  }

  /**
   * Lets {@code node}, with one more post-op, make what {@code last} makes.
   *
   * @param postOp the post-op, told which input of the node {@code operand} is
   */
  static void append(Node node, IntFunction<PostOp> postOp, Value operand, Node last, Edit edit) {
    int at = Math.max(node.inputs().size(), baseInputs(base(node)));
    append(node, postOp.apply(at), List.of(operand), last, edit);
  }

  private static void append(Node node, PostOp postOp, List<Value> operands, Node last, Edit edit) {
    Op base = base(node);
    List<@Nullable Value> inputs = new ArrayList<>(node.inputs());
    while (inputs.size() < baseInputs(base)) {
      inputs.add(null);
    }
    inputs.addAll(operands);
    List<PostOp> all = new ArrayList<>(of(node));
    all.add(postOp);
    edit.replace(last, new Fused(base, baseInputs(base), all), inputs);
  }

  private static Op base(Node node) {
    return node.op() instanceof Fused fused ? fused.base() : node.op();
  }

  private static int baseInputs(Op base) {
    return switch (base) {
      case Conv op -> 3;
      case ConvTranspose op -> 3;
      case Gemm op -> 3;
      case MatMul op -> 2;
      default -> 0;
    };
  }
}
