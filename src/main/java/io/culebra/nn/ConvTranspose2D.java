package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.ConvTranspose;
import java.util.List;

/** A transposed convolution of images: it widens where a convolution narrows. */
public final class ConvTranspose2D extends ConvolutionLayer<ConvTranspose2D> {
  private final int filters;

  private ConvTranspose2D(int filters, int... kernel) {
    super(2, kernel);
    this.filters = filters;
  }

  /**
   * A transposed convolution of stride 1 without padding.
   *
   * @param filters channels of the result
   * @param kernel the size of the window, the same along both axes or one per axis
   */
  public static ConvTranspose2D of(int filters, int... kernel) {
    return new ConvTranspose2D(filters, kernel);
  }

  @Override
  Value write(LayerScope scope, Value x) {
    scope.requireRank(x, rank());
    long channels = scope.size(x, 1);
    Fans fans = new Fans(channels * kernelElements(), filters * kernelElements());
    Value weights = weights(scope, fans, channels, filters);
    ConvTranspose op = new ConvTranspose(window(), 1, List.of(), List.of());
    return finished(scope, scope.node(op, x, weights, bias(scope, filters)));
  }
}
