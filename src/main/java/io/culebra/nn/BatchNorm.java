package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.BatchNormalization;

/**
 * Normalises every channel by a mean and a variance that training has found, then scales and shifts
 * it: Ioffe and Szegedy, "Batch normalization", 2015.
 */
public final class BatchNorm extends UnaryLayer<BatchNorm> {
  private float epsilon = 1e-5f;

  /** What is added to the variance; 1e-5 unless told. */
  public BatchNorm epsilon(float number) {
    epsilon = number;
    return this;
  }

  @Override
  Value write(LayerScope scope, Value x) {
    long channels = scope.size(x, 1);
    Fans fans = new Fans(channels, channels);
    return scope.node(
        new BatchNormalization(epsilon),
        x,
        scope.parameter("gamma", Initializer.ones(), fans, channels),
        scope.parameter("beta", Initializer.zeros(), fans, channels),
        scope.statistic("mean", Initializer.zeros(), channels),
        scope.statistic("variance", Initializer.ones(), channels));
  }
}
