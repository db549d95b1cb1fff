package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.AveragePool;

/** The mean of every window of an image. */
public final class AvgPool2D extends WindowLayer<AvgPool2D> {
  private boolean countsPadding;

  private AvgPool2D(int... kernel) {
    super(2, 0, kernel);
  }

  /** Windows of this size that lie side by side, without padding. */
  public static AvgPool2D of(int... kernel) {
    return new AvgPool2D(kernel);
  }

  /** Counts padding as zeros; otherwise the mean is that of the elements inside. */
  public AvgPool2D countPadding() {
    countsPadding = true;
    return this;
  }

  @Override
  Value write(LayerScope scope, Value x) {
    scope.requireRank(x, rank());
    return scope.node(new AveragePool(window(), false, countsPadding), x);
  }
}
