package io.culebra.rewrite;

import io.culebra.tensor.Constant;
import io.culebra.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Weights of float32 times a factor per channel, and whether float32 has these products. Products
 * are rounded once.
 */
final class ScaledWeights {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

  /** A product that is lost among the subnormals may be this much of what its channel adds up. */
  private static final double NEGLIGIBLE = 0x1p-60;

  /**
   * The order in which weights lie: {@code groups} times {@code outer} times the channels of the
   * group times {@code inner} elements.
   *
   * @param channels the channels of one group
   */
  record Order(long outer, int channels, long inner, int groups) {}

  private final Constant weights;
  private final Order order;
  private final double[] scale;
  private final double[] total;
  private final double[] lost;
  private boolean there = true;

  ScaledWeights(Constant weights, Order order, double[] scale) {
    this.weights = weights;
    this.order = order;
    this.scale = scale;
    total = new double[scale.length];
    lost = new double[scale.length];
    try (Tensor tensor = weights.toTensor()) {
      run(tensor.segment(), this::add);
    }
  }

  private interface Visitor {
    void visit(MemorySegment segment, long at, int channel);
  }

  private void run(MemorySegment segment, Visitor visitor) {
    long at = 0;
    for (int g = 0; g < order.groups(); g++) {
      for (long o = 0; o < order.outer(); o++) {
        for (int c = 0; c < order.channels(); c++) {
          for (long i = 0; i < order.inner(); i++, at++) {
            visitor.visit(segment, at, g * order.channels() + c);
          }
        }
      }
    }
  }

  private void add(MemorySegment segment, long at, int channel) {
    float weight = segment.getAtIndex(FLOAT, at);
    double factor = scale[channel];
    double product = weight * factor;
    double size = Math.abs(product);
    float kept = (float) product;
    boolean vanishes = kept == 0 && weight != 0 && factor != 0;
    there &= factor == 1 || (Float.isFinite(kept) && !vanishes);
    total[channel] += size;
    if (size < Float.MIN_NORMAL && kept != product) {
      lost[channel] = Math.max(lost[channel], size);
    }
  }

  /** The sum of the sizes of a channel's scaled weights. */
  double total(int channel) {
    return total[channel];
  }

  /**
   * Whether float32 has all products, and the biases that go with them: no overflow, no weight that
   * becomes zero, which times infinity is no number, and nothing lost among the subnormals that
   * matters beside the other weights or the bias of its channel.
   */
  boolean hold(float[] bias) {
    for (int c = 0; c < scale.length; c++) {
      double least = NEGLIGIBLE * Math.max(total[c], Math.abs(bias[c]));
      if (!Double.isFinite(scale[c]) || !Float.isFinite(bias[c]) || lost[c] > least) {
        return false;
      }
    }
    return there;
  }

  /** The products. */
  Constant toConstant() {
    Tensor tensor = weights.toTensor();
    run(
        tensor.segment(),
        (segment, at, channel) ->
            segment.setAtIndex(
                FLOAT, at, (float) (segment.getAtIndex(FLOAT, at) * scale[channel])));
    return Constant.of(tensor);
  }
}
