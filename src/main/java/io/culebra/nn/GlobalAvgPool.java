package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.GlobalAveragePool;

/** The mean of every channel: batch x channels x spatial sizes becomes batch x channels. */
public final class GlobalAvgPool extends UnaryLayer<GlobalAvgPool> {
  @Override
  Value write(LayerScope scope, Value x) {
    return scope.node(new io.culebra.op.Flatten(1), scope.node(new GlobalAveragePool(), x));
  }
}
