package io.culebra.nn.zoo;

import static io.culebra.nn.zoo.Rectified.normalizedRelu;
import static io.culebra.nn.zoo.Rectified.plainConv;

import io.culebra.nn.AvgPool2D;
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
 * Inception v3: Szegedy et al., "Rethinking the Inception architecture for computer vision", 2015,
 * without the auxiliary head, as torchvision has it. 23,834,568 parameters.
 *
 * <p>Input {@code x}, N x 3 x 299 x 299; output {@code y}, N x 1000, before a softmax.
 */
public final class InceptionV3 {
  private static final float EPSILON = 1e-3f;

  private InceptionV3() {}

  /** The network with random weights. */
  public static Network create() {
    return create(299, 1000);
  }

  /** For pictures and classes of other sizes; pictures of 75 x 75 are the smallest. */
  public static Network create(int size, int classes) {
    NetworkBuilder net = new NetworkBuilder("inception-v3");
    Symbol x = net.input("x", 3, size, size);
    x = conv(x, plainConv(32, 3).stride(2));
    x = conv(conv(x, plainConv(32, 3)), plainConv(64, 3).padding(1));
    x = conv(pooled(x), plainConv(80, 1));
    x = pooled(conv(x, plainConv(192, 3)));
    x = small(small(small(x, 32), 64), 64);
    x = reduction(x);
    x = factorized(x, 128);
    x = factorized(factorized(x, 160), 160);
    x = factorized(x, 192);
    x = secondReduction(x);
    x = wide(wide(x));
    x = x.then(new GlobalAvgPool()).then(new Dropout());
    return net.build(x.then(Dense.of(classes).named("y")));
  }

  /** Figure 5 of the paper: two 3x3 in the place of a 5x5. */
  private static Symbol small(Symbol x, int projection) {
    Symbol five = conv(conv(x, plainConv(48, 1)), plainConv(64, 5).padding(2));
    Symbol three = conv(conv(x, plainConv(64, 1)), plainConv(96, 3).padding(1));
    three = conv(three, plainConv(96, 3).padding(1));
    return new Concat().apply(conv(x, plainConv(64, 1)), five, three, projected(x, projection));
  }

  /** Figure 10: half the size, from 35 x 35. */
  private static Symbol reduction(Symbol x) {
    Symbol deep = conv(conv(x, plainConv(64, 1)), plainConv(96, 3).padding(1));
    return new Concat()
        .apply(
            conv(x, plainConv(384, 3).stride(2)),
            conv(deep, plainConv(96, 3).stride(2)),
            pooled(x));
  }

  /** Figure 6: 7x7 as 1x7 and 7x1. */
  private static Symbol factorized(Symbol x, int width) {
    Symbol once = across(conv(x, plainConv(width, 1)), width);
    once = down(once, 192);
    Symbol twice = down(conv(x, plainConv(width, 1)), width);
    twice = down(across(twice, width), width);
    twice = across(twice, 192);
    return new Concat().apply(conv(x, plainConv(192, 1)), once, twice, projected(x, 192));
  }

  /** Half the size, from 17 x 17. */
  private static Symbol secondReduction(Symbol x) {
    Symbol shallow = conv(conv(x, plainConv(192, 1)), plainConv(320, 3).stride(2));
    Symbol deep = down(across(conv(x, plainConv(192, 1)), 192), 192);
    return new Concat().apply(shallow, conv(deep, plainConv(192, 3).stride(2)), pooled(x));
  }

  /** Figure 7: branches that part again. */
  private static Symbol wide(Symbol x) {
    Symbol three = conv(x, plainConv(384, 1));
    Symbol deep = conv(conv(x, plainConv(448, 1)), plainConv(384, 3).padding(1));
    return new Concat()
        .apply(conv(x, plainConv(320, 1)), parted(three), parted(deep), projected(x, 192));
  }

  private static Symbol parted(Symbol x) {
    return new Concat()
        .apply(
            conv(x, plainConv(384, 1, 3).padding(0, 1)),
            conv(x, plainConv(384, 3, 1).padding(1, 0)));
  }

  private static Symbol across(Symbol x, int filters) {
    return conv(x, plainConv(filters, 1, 7).padding(0, 3));
  }

  private static Symbol down(Symbol x, int filters) {
    return conv(x, plainConv(filters, 7, 1).padding(3, 0));
  }

  private static Symbol projected(Symbol x, int filters) {
    Symbol mean = x.then(AvgPool2D.of(3).stride(1).padding(1).countPadding());
    return conv(mean, plainConv(filters, 1));
  }

  private static Symbol pooled(Symbol x) {
    return x.then(MaxPool2D.of(3).stride(2));
  }

  private static Symbol conv(Symbol x, Conv2D convolution) {
    return normalizedRelu(x, convolution, EPSILON);
  }
}
