package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.Conv;

/**
 * A convolution over any number of axes.
 *
 * @param <L> the layer's class
 */
public abstract class Convolution<L extends Convolution<L>> extends ConvolutionLayer<L> {
  private final int filters;
  private int groups = 1;

  Convolution(int axes, int filters, int... kernel) {
    super(axes, kernel);
    this.filters = filters;
  }

  /** Splits the channels into groups that do not see each other. */
  public final L groups(int number) {
    groups = number;
    return self();
  }

  @Override
  final Value write(LayerScope scope, Value x) {
    scope.requireRank(x, rank());
    long channels = scope.size(x, 1);
    if (groups < 1 || channels % groups != 0 || filters % groups != 0) {
      throw scope.fail(channels + " channels and " + filters + " filters in " + groups + " groups");
    }
    long perGroup = channels / groups;
    Fans fans = new Fans(perGroup * kernelElements(), filters / groups * kernelElements());
    Value weights = weights(scope, fans, filters, perGroup);
    return finished(
        scope, scope.node(new Conv(window(), groups), x, weights, bias(scope, filters)));
  }
}
