package io.culebra.nn;

import java.util.function.UnaryOperator;

/**
 * Residual connections: He, Zhang, Ren and Sun, "Deep residual learning for image recognition",
 * 2015.
 */
public final class Residual {
  private Residual() {}

  /** What {@code branch} makes of {@code x}, plus {@code x}, which must have the same shape. */
  public static Symbol identity(Symbol x, UnaryOperator<Symbol> branch) {
    return new Add().apply(branch.apply(x), x);
  }

  /**
   * What {@code branch} makes of the image {@code x}, plus {@code x} projected by a 1x1 convolution
   * of this stride to the branch's channels.
   */
  public static Symbol projection(Symbol x, int stride, UnaryOperator<Symbol> branch) {
    Symbol y = branch.apply(x);
    int filters = Math.toIntExact(y.shape().size(1));
    Symbol projected = x.then(Conv2D.of(filters, 1).stride(stride).withoutBias());
    return new Add().apply(y, projected);
  }
}
