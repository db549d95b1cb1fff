package io.culebra.nn.zoo;

import io.culebra.nn.Activation;
import io.culebra.nn.AvgPool2D;
import io.culebra.nn.Conv2D;
import io.culebra.nn.Dense;
import io.culebra.nn.Flatten;
import io.culebra.nn.Network;
import io.culebra.nn.Sequential;

/**
 * LeNet-5: LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document
 * recognition", 1998; with plain means as subsampling and a dense output. 61,706 parameters.
 *
 * <p>Input {@code x}, N x 1 x 32 x 32; output {@code y}, N x 10, before a softmax.
 */
public final class LeNet5 {
  private LeNet5() {}

  /** The network with random weights. */
  public static Network create() {
    return new Sequential("lenet-5")
        .input(1, 32, 32)
        .add(Conv2D.of(6, 5).activation(Activation.tanh()))
        .add(AvgPool2D.of(2))
        .add(Conv2D.of(16, 5).activation(Activation.tanh()))
        .add(AvgPool2D.of(2))
        .add(new Flatten())
        .add(Dense.of(120).activation(Activation.tanh()))
        .add(Dense.of(84).activation(Activation.tanh()))
        .add(Dense.of(10).named("y"))
        .build();
  }
}
