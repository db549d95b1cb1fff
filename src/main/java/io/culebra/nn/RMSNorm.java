package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.RMSNormalization;

/**
 * Divides the last axis by its root mean square and scales it: Zhang and Sennrich, "Root mean
 * square layer normalization", 2019.
 */
public final class RMSNorm extends UnaryLayer<RMSNorm> {
  private float epsilon = 1e-5f;

  /** What is added to the mean of the squares; 1e-5 unless told. */
  public RMSNorm epsilon(float number) {
    epsilon = number;
    return this;
  }

  @Override
  Value write(LayerScope scope, Value x) {
    long size = scope.size(x, -1);
    Value gamma = scope.parameter("gamma", Initializer.ones(), new Fans(size, size), size);
    return scope.node(new RMSNormalization(-1, epsilon), x, gamma);
  }
}
