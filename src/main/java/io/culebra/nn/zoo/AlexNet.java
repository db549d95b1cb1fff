package io.culebra.nn.zoo;

import static io.culebra.nn.zoo.Rectified.conv;
import static io.culebra.nn.zoo.Rectified.dense;

import io.culebra.nn.Dense;
import io.culebra.nn.Dropout;
import io.culebra.nn.Flatten;
import io.culebra.nn.MaxPool2D;
import io.culebra.nn.Network;
import io.culebra.nn.Sequential;

/**
 * AlexNet in one column, as torchvision has it: Krizhevsky, "One weird trick for parallelizing
 * convolutional neural networks", 2014. 61,100,840 parameters.
 *
 * <p>Input {@code x}, N x 3 x 224 x 224; output {@code y}, N x 1000, before a softmax.
 */
public final class AlexNet {
  private AlexNet() {}

  /** The network with random weights. */
  public static Network create() {
    return create(224, 4096, 1000);
  }

  /** For pictures, dense layers and classes of other sizes. */
  public static Network create(int size, int units, int classes) {
    return new Sequential("alexnet")
        .input(3, size, size)
        .add(conv(64, 11).stride(4).padding(2))
        .add(MaxPool2D.of(3).stride(2))
        .add(conv(192, 5).padding(2))
        .add(MaxPool2D.of(3).stride(2))
        .add(conv(384, 3).padding(1))
        .add(conv(256, 3).padding(1))
        .add(conv(256, 3).padding(1))
        .add(MaxPool2D.of(3).stride(2))
        .add(new Flatten())
        .add(new Dropout())
        .add(dense(units))
        .add(new Dropout())
        .add(dense(units))
        .add(Dense.of(classes).named("y"))
        .build();
  }
}
