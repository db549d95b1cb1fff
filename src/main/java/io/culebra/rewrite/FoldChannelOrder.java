package io.culebra.rewrite;

import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.AveragePool;
import io.culebra.op.Conv;
import io.culebra.op.Flatten;
import io.culebra.op.Fused;
import io.culebra.op.Gemm;
import io.culebra.op.MatMul;
import io.culebra.op.MaxPool;
import io.culebra.op.Op;
import io.culebra.op.Reshape;
import io.culebra.op.Transpose;
import io.culebra.tensor.Constant;
import io.culebra.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets a dense layer behind flattened images take them with the channels last, by reordering its
 * weights: the Transpose that this puts in front of the Flatten costs nothing where the images lie
 * with the channels last, as the fast backends leave them.
 */
final class FoldChannelOrder extends NodeRewrite {
  FoldChannelOrder() {
    super("fold-channel-order");
  }

  @Override
  void visit(Node node, Edit edit) {
    Value second = node.input(1);
    Constant weights = second == null ? null : second.constant();
    Node flatten = edit.soleProducer(node.input(0), node);
    Value images = flatten == null ? null : flatten.input(0);
    Node before = flatten == null ? null : edit.soleProducer(images, flatten);
    if (weights == null
        || flatten == null
        || images == null
        || before == null
        || weights.dataType().bits() < 8
        || weights.shape().rank() != 2
        || !leavesChannelsLast(before.op())) {
      return;
    }
    int inputAxis = inputAxis(node.op());
    Shape shape = edit.shape(images);
    Shape flat = edit.shape(flatten.output());
    if (inputAxis < 0
        || shape == null
        || flat == null
        || !isPlane(shape)
        || !flattens(flatten.op(), shape, flat)) {
      return;
    }
    int rank = shape.rank();
    List<Integer> channelsLast = new ArrayList<>(List.of(0));
    for (int axis = 2; axis < rank; axis++) {
      channelsLast.add(axis);
    }
    channelsLast.add(1);
    Value moved = edit.add(node.name() + "/channels-last", new Transpose(channelsLast), images);
    Value flattened = edit.add(node.name() + "/flatten", new Flatten(1), moved);
    List<@Nullable Value> inputs = new ArrayList<>(node.inputs());
    inputs.set(0, flattened);
    long outer = inputAxis == 0 ? 1 : weights.shape().size(0);
    long inner = inputAxis == 0 ? weights.shape().size(1) : 1;
    inputs.set(
        1,
        Value.constant(
            node.name() + "/weights",
            new SwappedConstant(weights, outer, shape.size(1), shape.elements(2, rank), inner)));
    edit.replace(node, node.op(), inputs);
  }

  private static boolean leavesChannelsLast(Op op) {
    return switch (op) {
      case Conv conv -> true;
      case MaxPool pool -> true;
      case AveragePool pool -> true;
      case Fused fused -> leavesChannelsLast(fused.base());
      default -> false;
    };
  }

  /** The axis of the weights that the flattened images meet, or -1. */
  private static int inputAxis(Op op) {
    return switch (op) {
      case Gemm gemm when !gemm.transA() -> gemm.transB() ? 1 : 0;
      case MatMul matMul -> 0;
      case Fused fused -> inputAxis(fused.base());
      default -> -1;
    };
  }

  /** Whether there is more than one channel and more than one pixel, their numbers known. */
  private static boolean isPlane(Shape shape) {
    if (shape.rank() < 3) {
      return false;
    }
    long pixels = 1;
    for (int axis = 1; axis < shape.rank(); axis++) {
      if (!shape.dim(axis).isKnown()) {
        return false;
      }
      pixels *= axis == 1 ? 1 : shape.size(axis);
    }
    return shape.size(1) > 1 && pixels > 1;
  }

  /** Whether everything but the batch becomes one axis. */
  private static boolean flattens(Op op, Shape from, Shape to) {
    return (op instanceof Flatten || op instanceof Reshape)
        && to.rank() == 2
        && to.dim(1).isKnown()
        && to.size(1) == from.elements(1, from.rank());
  }
}
