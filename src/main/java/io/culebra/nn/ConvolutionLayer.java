package io.culebra.nn;

import io.culebra.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * What all convolutions have: weights, a bias, perhaps a second one, and an activation.
 *
 * @param <L> the layer's class
 */
public abstract class ConvolutionLayer<L extends ConvolutionLayer<L>> extends WindowLayer<L> {
  private Initializer kernelInitializer = Initializer.glorotUniform();
  private Initializer biasInitializer = Initializer.zeros();
  private @Nullable Initializer secondBias;
  private @Nullable Activation activation;
  private boolean biased = true;

  ConvolutionLayer(int axes, int... kernel) {
    super(axes, 1, kernel);
  }

  /** The distance between two elements of one window. */
  public final L dilation(int... distances) {
    dilate(distances);
    return self();
  }

  /** Leaves the bias out. */
  public final L withoutBias() {
    biased = false;
    return self();
  }

  /** What the weights are before training; Glorot's uniform numbers unless told. */
  public final L kernelInitializer(Initializer initializer) {
    kernelInitializer = initializer;
    return self();
  }

  /** What the bias is before training; zeros unless told. */
  public final L biasInitializer(Initializer initializer) {
    biasInitializer = initializer;
    return self();
  }

  /** Adds a second number per output channel: F * x + b + g. It costs nothing when run. */
  public final L secondBias(Initializer initializer) {
    secondBias = initializer;
    return self();
  }

  /** A function of every element of the result. */
  public final L activation(Activation function) {
    activation = function;
    return self();
  }

  /** The weights. */
  final Value weights(LayerScope scope, Fans fans, long first, long second) {
    return scope.parameter("kernel", kernelInitializer, fans, weightSizes(first, second));
  }

  /** The bias, or null where there is none. */
  final @Nullable Value bias(LayerScope scope, long channels) {
    return biased
        ? scope.parameter("bias", biasInitializer, new Fans(channels, channels), channels)
        : null;
  }

  /** The result of the convolution with what comes behind it. */
  final Value finished(LayerScope scope, Value convolved) {
    Value result = convolved;
    if (secondBias != null) {
      result = ChannelBias.add(scope, result, "second_bias", secondBias);
    }
    return activation == null ? result : activation.write(scope, result);
  }
}
