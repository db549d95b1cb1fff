package io.culebra.rewrite;

import io.culebra.graph.Node;
import io.culebra.op.BinaryElementwise;

/**
 * Puts the addition or multiplication of a constant per channel into the weights and the bias of
 * the node in front of it; so the bias of a MatMul, which ONNX writes as an Add, becomes part of
 * it.
 */
final class FoldChannelArithmetic extends NodeRewrite {
  FoldChannelArithmetic() {
    super("fold-channel-arithmetic");
  }

  @Override
  void visit(Node node, Edit edit) {
    if (node.op() instanceof BinaryElementwise op && node.inputs().size() == 2) {
      for (int side = 0; side < 2; side++) {
        Node before = edit.soleProducer(node.input(side), node);
        LinearNode linear = LinearNode.of(before);
        int rank = before == null ? -1 : edit.rank(before.output());
        if (linear != null && rank >= 1 && rank == edit.rank(node.output())) {
          ChannelAffine affine =
              ChannelAffine.of(op, node, side, linear.channels(), linear.channelAxis(rank), rank);
          if (affine != null && linear.absorb(affine, node, edit)) {
            return;
          }
        }
      }
    }
  }
}
