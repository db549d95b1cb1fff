package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.Conv;

/** A convolution of images that looks at every channel by itself. */
public final class DepthwiseConv2D extends ConvolutionLayer<DepthwiseConv2D> {
  private int multiplier = 1;

  private DepthwiseConv2D(int... kernel) {
    super(2, kernel);
  }

  /** A convolution of stride 1 without padding, with one filter per channel. */
  public static DepthwiseConv2D of(int... kernel) {
    return new DepthwiseConv2D(kernel);
  }

  /** How many filters every channel has. */
  public DepthwiseConv2D multiplier(int filters) {
    multiplier = filters;
    return this;
  }

  @Override
  Value write(LayerScope scope, Value x) {
    scope.requireRank(x, rank());
    int channels = Math.toIntExact(scope.size(x, 1));
    Fans fans = new Fans(kernelElements(), multiplier * kernelElements());
    long filters = (long) channels * multiplier;
    Value weights = weights(scope, fans, filters, 1);
    return finished(
        scope, scope.node(new Conv(window(), channels), x, weights, bias(scope, filters)));
  }
}
