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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A Conv, ConvTranspose, Gemm or MatMul with constant float32 weights and no bias or a constant
 * one: a node that can take in whatever affine thing is done to the channels of its result.
 */
final class LinearNode {
  /** A summand that is smaller is taken as it comes. */
  private static final double LARGE = 1 << 20;

  /**
   * How many times larger a large summand may be than what all weights of its channel add up to.
   */
  private static final double OUTWEIGHS = 1 << 16;

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

  /**
   * Lets one node make what {@code last} makes: this node's result, {@code affine} done to it; or
   * leaves both alone, where weights and bias of float32 could not hold what that takes.
   *
   * @return whether it does
   */
  boolean absorb(ChannelAffine affine, Node last, Edit edit) {
    float[] shift = affine.apply(bias);
    boolean small = IntStream.range(0, channels).allMatch(c -> largest(affine, c) < LARGE);
    ScaledWeights scaled =
        small && affine.isShift() ? null : new ScaledWeights(weights, order(), affine.scale());
    if (scaled != null && !(scaled.hold(shift) && balances(affine, scaled))) {
      return false;
    }
    List<@Nullable Value> inputs = new ArrayList<>();
    inputs.add(node.input(0));
    inputs.add(
        scaled == null || affine.isShift()
            ? node.input(1)
            : Value.constant(node.name() + "/weights", scaled.toConstant()));
    Op op = base;
    if (bias != null || !affine.isScale()) {
      inputs.add(Constants.vector(node.name() + "/bias", shift));
      op = base instanceof MatMul ? new Fused(base, 2, List.of(new PostOp.Bias(2))) : base;
    }
    edit.replace(last, op, inputs);
    return true;
  }

  /**
   * Whether no summand is so large that adding it rounds the products away. Then it matters when it
   * is added: adding 1.5 * 2^23 and subtracting it again rounds to whole numbers.
   */
  private boolean balances(ChannelAffine affine, ScaledWeights scaled) {
    for (int c = 0; c < channels; c++) {
      double largest = largest(affine, c);
      if (largest >= LARGE && largest > OUTWEIGHS * scaled.total(c)) {
        return false;
      }
    }
    return true;
  }

  /** The size of the largest summand of a channel. */
  private double largest(ChannelAffine affine, int c) {
    double own = bias == null ? 0 : Math.abs(bias[c] * affine.scale()[c]);
    return Math.max(own, Math.abs(affine.shift()[c]));
  }

  private ScaledWeights.Order order() {
    Shape shape = weights.shape();
    return switch (base) {
      case Conv conv -> new ScaledWeights.Order(1, channels, shape.elements(1, shape.rank()), 1);
      case ConvTranspose conv ->
          new ScaledWeights.Order(
              shape.size(0) / conv.group(),
              channels / conv.group(),
              shape.elements(2, shape.rank()),
              conv.group());
      case Gemm gemm when gemm.transB() -> new ScaledWeights.Order(1, channels, shape.size(1), 1);
      default -> new ScaledWeights.Order(shape.size(0), channels, 1, 1);
    };
  }
}
