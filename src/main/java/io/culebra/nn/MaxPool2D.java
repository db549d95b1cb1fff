package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.MaxPool;
import org.jspecify.annotations.Nullable;

/** The greatest element of every window of an image. */
public final class MaxPool2D extends WindowLayer<MaxPool2D> {
  private boolean ceil;
  private @Nullable Initializer channelBias;

  private MaxPool2D(int... kernel) {
    super(2, 0, kernel);
  }

  /** Windows of this size that lie side by side, without padding. */
  public static MaxPool2D of(int... kernel) {
    return new MaxPool2D(kernel);
  }

  /** Counts a last window that reaches beyond the image. */
  public MaxPool2D ceil() {
    ceil = true;
    return this;
  }

  /** Adds a number per channel before the maximum is taken: max(window + p). */
  public MaxPool2D channelBias(Initializer initializer) {
    channelBias = initializer;
    return this;
  }

  @Override
  Value write(LayerScope scope, Value x) {
    scope.requireRank(x, rank());
    Value pooled = scope.node(new MaxPool(window(), ceil, false), x);
    return channelBias == null
        ? pooled
        : ChannelBias.add(scope, pooled, "channel_bias", channelBias);
  }
}
