package io.culebra.perf.fill;

import java.util.Random;

/** How the elements of one weight are drawn. */
sealed interface Distribution {

  /** Draws one element. */
  float draw(Random random);

  /** Normal around zero. */
  record Normal(double deviation) implements Distribution {
    @Override
    public float draw(Random random) {
      return (float) (deviation * random.nextGaussian());
    }
  }

  /** Uniform between the bounds. */
  record Uniform(double low, double high) implements Distribution {
    @Override
    public float draw(Random random) {
      return (float) (low + (high - low) * random.nextDouble());
    }
  }

  /** He normal: keeps the variance of activations through a layer that ends in a Relu. */
  static Distribution he(long fanIn) {
    return new Normal(Math.sqrt(2.0 / fanIn));
  }

  /** Keeps the variance of activations through a layer without a Relu. */
  static Distribution lecun(long fanIn) {
    return new Normal(Math.sqrt(1.0 / fanIn));
  }

  /** Scales and variances of a normalisation. */
  static Distribution scale() {
    return new Uniform(0.5, 1.5);
  }

  /** Biases and means of a normalisation. */
  static Distribution shift() {
    return new Normal(0.1);
  }

  /** Biases of Conv, Gemm and recurrent layers. */
  static Distribution bias() {
    return new Normal(0.05);
  }

  /**
   * Scales of the last normalisation of a residual branch: the sum must not grow block by block.
   */
  static Distribution dampedScale() {
    return new Uniform(0.2 * 0.5, 0.2 * 1.5);
  }
}
