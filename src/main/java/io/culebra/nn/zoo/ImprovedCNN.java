package io.culebra.nn.zoo;

import io.culebra.nn.Activation;
import io.culebra.nn.Conv2D;
import io.culebra.nn.Dense;
import io.culebra.nn.Flatten;
import io.culebra.nn.Initializer;
import io.culebra.nn.MaxPool2D;
import io.culebra.nn.Network;
import io.culebra.nn.Sequential;

/**
 * The small classifier of pictures: two convolutions, a pooling and a dense layer. Input {@code x},
 * N x channels x height x width of any size; output {@code y}, N x 10, probabilities.
 */
public final class ImprovedCNN {
  private ImprovedCNN() {}

  /** For pictures of 3 x 32 x 32. */
  public static Network create() {
    return create(3, 32, 32);
  }

  /** For pictures of this size. */
  public static Network create(long channels, long height, long width) {
    return new Sequential("improved-cnn")
        .input(channels, height, width)
        .add(conv(32))
        .add(conv(64))
        .add(MaxPool2D.of(2).same())
        .add(new Flatten())
        .add(Dense.of(10).activation(Activation.softmax()).named("y"))
        .build();
  }

  private static Conv2D conv(int filters) {
    return Conv2D.of(filters, 3)
        .same()
        .activation(Activation.relu())
        .kernelInitializer(Initializer.heNormal());
  }
}
