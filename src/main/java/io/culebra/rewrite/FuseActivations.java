package io.culebra.rewrite;

import io.culebra.graph.Node;
import io.culebra.op.Affine;
import io.culebra.op.Clip;
import io.culebra.op.Elu;
import io.culebra.op.Gelu;
import io.culebra.op.HardSigmoid;
import io.culebra.op.HardSwish;
import io.culebra.op.LeakyRelu;
import io.culebra.op.Mish;
import io.culebra.op.PostOp;
import io.culebra.op.Relu;
import io.culebra.op.Sigmoid;
import io.culebra.op.Swish;
import io.culebra.op.Tanh;
import io.culebra.op.UnaryElementwise;
import io.culebra.tensor.DataType;
import java.util.List;

/** Lets Conv, ConvTranspose, Gemm and MatMul apply the activation that follows them. */
final class FuseActivations extends NodeRewrite {
  FuseActivations() {
    super("fuse-activations");
  }

  @Override
  void visit(Node node, Edit edit) {
    if (node.op() instanceof UnaryElementwise op
        && isActivation(op)
        && edit.dataType(node.output()) == DataType.FLOAT) {
      Node before = edit.soleProducer(node.input(0), node);
      if (before != null && PostOps.canFollow(before) && !isActivated(before)) {
        PostOps.append(before, new PostOp.Activation(op), node, edit);
      }
    }
  }

  private static boolean isActivated(Node node) {
    List<PostOp> postOps = PostOps.of(node);
    return !postOps.isEmpty()
        && postOps.getLast() instanceof PostOp.Activation last
        && !(last.op() instanceof Affine);
  }

  private static boolean isActivation(UnaryElementwise op) {
    return switch (op) {
      case Relu relu -> true;
      case Clip clip -> true;
      case LeakyRelu leakyRelu -> true;
      case Elu elu -> true;
      case Sigmoid sigmoid -> true;
      case Tanh tanh -> true;
      case Gelu gelu -> true;
      case HardSigmoid hardSigmoid -> true;
      case HardSwish hardSwish -> true;
      case Swish swish -> true;
      case Mish mish -> true;
      default -> false;
    };
  }
}
