package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.Gemm;
import io.culebra.op.MatMul;
import org.jspecify.annotations.Nullable;

/**
 * Every output connected to every input: x W + b along the last axis. W is inputs x units.
 *
 * <p>A batch of images is flattened first.
 */
public final class Dense extends UnaryLayer<Dense> {
  private final int units;
  private Initializer kernelInitializer = Initializer.glorotUniform();
  private Initializer biasInitializer = Initializer.zeros();
  private @Nullable Initializer secondBias;
  private @Nullable Activation activation;
  private boolean biased = true;

  private Dense(int units) {
    this.units = units;
  }

  /**
   * A dense layer.
   *
   * @param units the size of the last axis of the result
   */
  public static Dense of(int units) {
    return new Dense(units);
  }

  /** Leaves the bias out. */
  public Dense withoutBias() {
    biased = false;
    return this;
  }

  /** What the weights are before training; Glorot's uniform numbers unless told. */
  public Dense kernelInitializer(Initializer initializer) {
    kernelInitializer = initializer;
    return this;
  }

  /** What the bias is before training; zeros unless told. */
  public Dense biasInitializer(Initializer initializer) {
    biasInitializer = initializer;
    return this;
  }

  /** Adds a second number per unit: W x + b + f. It costs nothing when run. */
  public Dense secondBias(Initializer initializer) {
    secondBias = initializer;
    return this;
  }

  /** A function of every element of the result. */
  public Dense activation(Activation function) {
    activation = function;
    return this;
  }

  @Override
  Value write(LayerScope scope, Value given) {
    Value x =
        scope.shape(given).rank() > 3 ? scope.node(new io.culebra.op.Flatten(1), given) : given;
    long inputs = scope.size(x, -1);
    Fans fans = new Fans(inputs, units);
    Value weights = scope.parameter("kernel", kernelInitializer, fans, inputs, units);
    Value bias = biased ? scope.parameter("bias", biasInitializer, fans, units) : null;
    Value result =
        scope.shape(x).rank() == 2
            ? scope.node(new Gemm(1, 1, false, false), x, weights, bias)
            : product(scope, x, weights, bias);
    if (secondBias != null) {
      Value second = scope.parameter("second_bias", secondBias, fans, units);
      result = scope.node(new io.culebra.op.Add(), result, second);
    }
    return activation == null ? result : activation.write(scope, result);
  }

  private static Value product(LayerScope scope, Value x, Value weights, @Nullable Value bias) {
    Value product = scope.node(new MatMul(), x, weights);
    return bias == null ? product : scope.node(new io.culebra.op.Add(), product, bias);
  }
}
