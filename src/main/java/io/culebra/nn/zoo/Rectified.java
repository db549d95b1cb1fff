package io.culebra.nn.zoo;

import io.culebra.nn.Activation;
import io.culebra.nn.BatchNorm;
import io.culebra.nn.Conv2D;
import io.culebra.nn.Dense;
import io.culebra.nn.Initializer;
import io.culebra.nn.Symbol;

/** Layers with a relu behind them and weights that suit it. */
final class Rectified {
  private Rectified() {}

  /** A convolution without padding. */
  static Conv2D conv(int filters, int... kernel) {
    return plainConv(filters, kernel).activation(Activation.relu());
  }

  /** A convolution without padding and without the relu. */
  static Conv2D plainConv(int filters, int... kernel) {
    return Conv2D.of(filters, kernel).kernelInitializer(Initializer.heNormal());
  }

  /** A dense layer. */
  static Dense dense(int units) {
    return Dense.of(units).kernelInitializer(Initializer.heNormal()).activation(Activation.relu());
  }

  /** A convolution without bias and without the relu, then a batch normalisation. */
  static Symbol normalized(Symbol x, Conv2D convolution, float epsilon) {
    return x.then(convolution.withoutBias()).then(new BatchNorm().epsilon(epsilon));
  }

  /** {@link #normalized}, then a relu. */
  static Symbol normalizedRelu(Symbol x, Conv2D convolution, float epsilon) {
    return normalized(x, convolution, epsilon).then(Activation.relu());
  }
}
