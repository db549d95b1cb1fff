package io.culebra.nn;

import io.culebra.graph.Value;

/** Drops elements in training; passes its input on when the network is run. */
public final class Dropout extends UnaryLayer<Dropout> {
  @Override
  Value write(LayerScope scope, Value x) {
    return scope.node(new io.culebra.op.Dropout(), x);
  }
}
