package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.AutoPad;
import io.culebra.op.Conv;
import io.culebra.op.Window;
import java.util.List;

/**
 * Half the size of an image without aliasing: a binomial 3x3 window of stride 2, channel by
 * channel. Zhang, "Making convolutional networks shift-invariant again", 2019; with zeros around
 * the image. There is nothing to train.
 */
public final class BlurPool2D extends UnaryLayer<BlurPool2D> {
  private static final float[] BINOMIAL = {1, 2, 1, 2, 4, 2, 1, 2, 1};
  private static final List<Integer> ONES = List.of(1, 1);

  @Override
  Value write(LayerScope scope, Value x) {
    scope.requireRank(x, 4);
    int channels = Math.toIntExact(scope.size(x, 1));
    float[] window = new float[9 * channels];
    for (int i = 0; i < window.length; i++) {
      window[i] = BINOMIAL[i % 9] / 16;
    }
    Window sliding = new Window(List.of(3, 3), List.of(2, 2), ONES, ONES, ONES, AutoPad.NOTSET);
    return scope.node(
        new Conv(sliding, channels), x, scope.constant("window", window, channels, 1, 3, 3));
  }
}
