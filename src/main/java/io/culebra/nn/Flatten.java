package io.culebra.nn;

import io.culebra.graph.Value;

/** All axes but the batch as one. */
public final class Flatten extends UnaryLayer<Flatten> {
  @Override
  Value write(LayerScope scope, Value x) {
    return scope.node(new io.culebra.op.Flatten(1), x);
  }
}
