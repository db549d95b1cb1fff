package io.culebra.nn;

import io.culebra.graph.Value;
import java.util.Arrays;

/** Adds a number per channel. */
final class ChannelBias {
  private ChannelBias() {}

  /** {@code x}, batch x channels x spatial sizes, with a new parameter per channel added. */
  static Value add(LayerScope scope, Value x, String part, Initializer initializer) {
    long[] sizes = new long[scope.shape(x).rank() - 1];
    Arrays.fill(sizes, 1);
    sizes[0] = scope.size(x, 1);
    Value bias = scope.parameter(part, initializer, new Fans(sizes[0], sizes[0]), sizes);
    return scope.node(new io.culebra.op.Add(), x, bias);
  }
}
