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
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Conv, ConvTranspose, Gemm or MatMul with constant float32 weights and no bias or a constant
 * one: a node that can take in whatever affine thing is done to the channels of its result.
 */
final class LinearNode {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

  private final Node node;
  private final Op base;
  private final Constant weights;
  private final int channels;
  private final float @Nullable [] bias;

  private LinearNode(Node node, Op base, Constant weights, int channels, float @Nullable [] bias) {
    this.node = node;
    this.base = base;
    this.weights = weights;
    this.channels = channels;
    this.bias = bias;
  }

  /** The node as one of these, or null if it is none. */
  static @Nullable LinearNode of(@Nullable Node node) {
    Value second = node == null ? null : node.input(1);
    Constant weights = second == null ? null : second.constant();
    if (node == null || weights == null || weights.dataType() != DataType.FLOAT) {
      return null;
    }
    Op base = base(node.op());
    long channels = base == null ? 0 : channels(base, weights.shape());
    if (base == null || channels <= 0 || channels > Integer.MAX_VALUE) {
      return null;
    }
    Value third = node.input(2);
    float[] bias = ChannelAffine.perChannel(third, (int) channels, -1, 2);
    return third == null || bias != null
        ? new LinearNode(node, base, weights, (int) channels, bias)
        : null;
  }

  private static @Nullable Op base(Op op) {
    return switch (op) {
      case Conv conv -> conv;
      case ConvTranspose conv -> conv;
      case Gemm gemm when gemm.alpha() == 1 && gemm.beta() == 1 -> gemm;
      case MatMul matMul -> matMul;
      case Fused fused when isBiased(fused) -> fused.base();
      default -> null;
    };
  }

  private static boolean isBiased(Fused fused) {
    return fused.base() instanceof MatMul
        && fused.postOps().size() == 1
        && fused.postOps().getFirst() instanceof PostOp.Bias;
  }

  private static long channels(Op base, Shape weights) {
    return switch (base) {
      case Conv conv when weights.rank() >= 3 -> weights.size(0);
      case ConvTranspose conv when weights.rank() >= 3 -> weights.size(1) * conv.group();
      case Gemm gemm when weights.rank() == 2 -> weights.size(gemm.transB() ? 0 : 1);
      case MatMul matMul when weights.rank() == 2 -> weights.size(1);
      default -> 0;
    };
  }

  /** The number of channels of the result. */
  int channels() {
    return channels;
  }

  /** The axis of the channels in a result of this rank, counted from the end. */
  int channelAxis(int rank) {
    return base instanceof Conv || base instanceof ConvTranspose ? 1 - rank : -1;
  }

  /** Lets one node make what {@code last} makes: this node's result, {@code affine} done to it. */
  void absorb(ChannelAffine affine, Node last, Edit edit) {
    Value second = affine.isShift() ? node.input(1) : scaled(affine.scale());
    List<@Nullable Value> inputs = new ArrayList<>();
    inputs.add(node.input(0));
    inputs.add(second);
    Op op = base;
    if (bias != null || !affine.isScale()) {
      inputs.add(Constants.vector(node.name() + "/bias", affine.apply(bias)));
      op = base instanceof MatMul ? new Fused(base, 2, List.of(new PostOp.Bias(2))) : base;
    }
    edit.replace(last, op, inputs);
  }

  private Value scaled(float[] scale) {
    Tensor tensor = weights.toTensor();
    Shape shape = weights.shape();
    switch (base) {
      case Conv conv -> scale(tensor, scale, 1, shape.elements(1, shape.rank()));
      case ConvTranspose conv ->
          scaleTransposed(tensor, scale, conv.group(), shape.elements(2, shape.rank()));
      case Gemm gemm when gemm.transB() -> scale(tensor, scale, 1, shape.size(1));
      default -> scale(tensor, scale, shape.size(0), 1);
    }
    return Value.constant(node.name() + "/weights", Constant.of(tensor));
  }

  /** Scales weights that are {@code outer} times all channels times {@code inner} elements. */
  private static void scale(Tensor weights, float[] scale, long outer, long inner) {
    MemorySegment segment = weights.segment();
    long at = 0;
    for (long o = 0; o < outer; o++) {
      for (float factor : scale) {
        for (long i = 0; i < inner; i++, at++) {
          segment.setAtIndex(FLOAT, at, segment.getAtIndex(FLOAT, at) * factor);
        }
      }
    }
  }

  /** Scales weights that are groups times input channels times output channels of the group. */
  private static void scaleTransposed(Tensor weights, float[] scale, int groups, long kernel) {
    MemorySegment segment = weights.segment();
    int outputs = scale.length / groups;
    long inputs = weights.shape().size(0) / groups;
    long at = 0;
    for (int g = 0; g < groups; g++) {
      for (long c = 0; c < inputs; c++) {
        for (int o = 0; o < outputs; o++) {
          float factor = scale[g * outputs + o];
          for (long k = 0; k < kernel; k++, at++) {
            segment.setAtIndex(FLOAT, at, segment.getAtIndex(FLOAT, at) * factor);
          }
        }
      }
    }
  }
}
