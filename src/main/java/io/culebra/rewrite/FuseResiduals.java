package io.culebra.rewrite;

import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.PostOp;
import io.culebra.tensor.DataType;

/**
 * Lets Conv, ConvTranspose, Gemm and MatMul add the tensor of the same shape that is added to their
 * result. Where both sides of the Add could, the second one does: it is the first one that is more
 * often on the way past the block.
 */
final class FuseResiduals extends NodeRewrite {
  FuseResiduals() {
    super("fuse-residuals");
  }

  @Override
  void visit(Node node, Edit edit) {
    Value left = node.input(0);
    Value right = node.input(1);
    if (node.op() instanceof Add
        && left != null
        && right != null
        && edit.dataType(node.output()) == DataType.FLOAT
        && edit.sameShape(left, right)
        && !fused(right, left, node, edit)) {
      fused(left, right, node, edit);
    }
  }

  /**
   * Whether the node that makes {@code result} now adds {@code residual}, which cannot depend on
   * it.
   */
  private static boolean fused(Value result, Value residual, Node add, Edit edit) {
    Node before = edit.soleProducer(result, add);
    boolean can =
        before != null
            && result != residual
            && PostOps.canFollow(before)
            && PostOps.of(before).stream().noneMatch(PostOp.Add.class::isInstance);
    if (before != null && can) {
      PostOps.append(before, PostOp.Add::new, residual, add, edit);
    }
    return can;
  }
}
