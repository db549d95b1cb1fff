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
        LinearNode linear = LinearNode.of(edit.soleProducer(node.input(side), node));
        int rank = edit.rank(node.output());
        if (linear != null && rank >= 1) {
          ChannelAffine affine =
              ChannelAffine.of(op, node, side, linear.channels(), linear.channelAxis(rank), rank);
          if (affine != null) {
            linear.absorb(affine, node, edit);
            return;
          }
        }
      }
    }
  }
}
