package io.culebra.nn.zoo;

import static io.culebra.nn.zoo.Rectified.conv;

import io.culebra.nn.Concat;
import io.culebra.nn.Dropout;
import io.culebra.nn.GlobalAvgPool;
import io.culebra.nn.MaxPool2D;
import io.culebra.nn.Network;
import io.culebra.nn.NetworkBuilder;
import io.culebra.nn.Symbol;

/**
 * SqueezeNet 1.1: Iandola et al., "SqueezeNet: AlexNet-level accuracy with 50x fewer parameters",
 * 2016, in the cheaper form of the authors' later release. 1,235,496 parameters.
 *
 * <p>Input {@code x}, N x 3 x 224 x 224; output {@code y}, N x 1000, before a softmax.
 */
public final class SqueezeNet {
  private SqueezeNet() {}

  /** The network with random weights. */
  public static Network create() {
    return create(224, 1000);
  }

  /** For pictures and classes of other sizes. */
  public static Network create(int size, int classes) {
    NetworkBuilder net = new NetworkBuilder("squeezenet-1.1");
    Symbol x = net.input("x", 3, size, size).then(conv(64, 3).stride(2));
    x = fire(fire(pooled(x), 16, 64), 16, 64);
    x = fire(fire(pooled(x), 32, 128), 32, 128);
    x = fire(fire(pooled(x), 48, 192), 48, 192);
    x = fire(fire(x, 64, 256), 64, 256);
    x = x.then(new Dropout()).then(conv(classes, 1));
    return net.build(x.then(new GlobalAvgPool().named("y")));
  }

  private static Symbol pooled(Symbol x) {
    return x.then(MaxPool2D.of(3).stride(2).ceil());
  }

  private static Symbol fire(Symbol x, int squeeze, int expand) {
    Symbol squeezed = x.then(conv(squeeze, 1));
    return new Concat()
        .apply(squeezed.then(conv(expand, 1)), squeezed.then(conv(expand, 3).padding(1)));
  }
}
