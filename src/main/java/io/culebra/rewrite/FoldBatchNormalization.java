package io.culebra.rewrite;

import io.culebra.graph.Node;
import io.culebra.op.BatchNormalization;

/** Puts a batch normalization into the weights and the bias of the node in front of it. */
final class FoldBatchNormalization extends NodeRewrite {
  FoldBatchNormalization() {
    super("fold-batch-normalization");
  }

  @Override
  void visit(Node node, Edit edit) {
    if (!(node.op() instanceof BatchNormalization op)) {
      return;
    }
    LinearNode linear = LinearNode.of(edit.soleProducer(node.input(0), node));
    int rank = edit.rank(node.output());
    if (linear != null && rank >= 2 && linear.channelAxis(rank) == 1 - rank) {
      ChannelAffine affine = ChannelAffine.of(op, node);
      if (affine != null && affine.scale().length == linear.channels()) {
        linear.absorb(affine, node, edit);
      }
    }
  }
}
