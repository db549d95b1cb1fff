package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.LayerNormalization;

/**
 * Normalises along the last axis by its own mean and variance, then scales and shifts it: Ba, Kiros
 * and Hinton, "Layer normalization", 2016.
 */
public final class LayerNorm extends UnaryLayer<LayerNorm> {
  private float epsilon = 1e-5f;

  /** What is added to the variance; 1e-5 unless told. */
  public LayerNorm epsilon(float number) {
    epsilon = number;
    return this;
  }

  @Override
  Value write(LayerScope scope, Value x) {
    long size = scope.size(x, -1);
    Fans fans = new Fans(size, size);
    return scope.node(
        new LayerNormalization(-1, epsilon),
        x,
        scope.parameter("gamma", Initializer.ones(), fans, size),
        scope.parameter("beta", Initializer.zeros(), fans, size));
  }
}
