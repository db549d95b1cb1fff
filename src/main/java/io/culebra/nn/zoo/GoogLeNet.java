package io.culebra.nn.zoo;

import static io.culebra.nn.zoo.Rectified.normalizedRelu;
import static io.culebra.nn.zoo.Rectified.plainConv;

import io.culebra.nn.Concat;
import io.culebra.nn.Conv2D;
import io.culebra.nn.Dense;
import io.culebra.nn.Dropout;
import io.culebra.nn.GlobalAvgPool;
import io.culebra.nn.MaxPool2D;
import io.culebra.nn.Network;
import io.culebra.nn.NetworkBuilder;
import io.culebra.nn.Symbol;

/**
 * GoogLeNet (Inception v1): Szegedy et al., "Going deeper with convolutions", 2014, without the
 * auxiliary heads, as torchvision has it: with batch normalisation, and 3x3 in the place of 5x5.
 * 6,624,904 parameters.
 *
 * <p>Input {@code x}, N x 3 x 224 x 224; output {@code y}, N x 1000, before a softmax.
 */
public final class GoogLeNet {
  private static final float EPSILON = 1e-3f;

  private GoogLeNet() {}

  /** The network with random weights. */
  public static Network create() {
    return create(224, 1000);
  }

  /** For pictures and classes of other sizes. */
  public static Network create(int size, int classes) {
    NetworkBuilder net = new NetworkBuilder("googlenet");
    Symbol x = net.input("x", 3, size, size);
    x = pooled(conv(x, plainConv(64, 7).stride(2).padding(3)), 3);
    x = conv(x, plainConv(64, 1));
    x = pooled(conv(x, plainConv(192, 3).padding(1)), 3);
    x = inception(x, 64, 96, 128, 16, 32, 32);
    x = pooled(inception(x, 128, 128, 192, 32, 96, 64), 3);
    x = inception(x, 192, 96, 208, 16, 48, 64);
    x = inception(x, 160, 112, 224, 24, 64, 64);
    x = inception(x, 128, 128, 256, 24, 64, 64);
    x = inception(x, 112, 144, 288, 32, 64, 64);
    x = pooled(inception(x, 256, 160, 320, 32, 128, 128), 2);
    x = inception(x, 256, 160, 320, 32, 128, 128);
    x = inception(x, 384, 192, 384, 48, 128, 128);
    x = x.then(new GlobalAvgPool()).then(new Dropout());
    return net.build(x.then(Dense.of(classes).named("y")));
  }

  /** Four branches, as Table 1 of the paper gives their filters. */
  private static Symbol inception(
      Symbol x, int one, int reduce3, int three, int reduce5, int five, int projection) {
    Symbol pool = x.then(MaxPool2D.of(3).stride(1).padding(1));
    return new Concat()
        .apply(
            conv(x, plainConv(one, 1)),
            conv(conv(x, plainConv(reduce3, 1)), plainConv(three, 3).padding(1)),
            conv(conv(x, plainConv(reduce5, 1)), plainConv(five, 3).padding(1)),
            conv(pool, plainConv(projection, 1)));
  }

  private static Symbol pooled(Symbol x, int kernel) {
    return x.then(MaxPool2D.of(kernel).stride(2).ceil());
  }

  private static Symbol conv(Symbol x, Conv2D convolution) {
    return normalizedRelu(x, convolution, EPSILON);
  }
}
