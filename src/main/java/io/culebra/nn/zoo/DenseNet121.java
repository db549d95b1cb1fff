package io.culebra.nn.zoo;

import static io.culebra.nn.zoo.Rectified.normalizedRelu;
import static io.culebra.nn.zoo.Rectified.plainConv;

import io.culebra.nn.Activation;
import io.culebra.nn.AvgPool2D;
import io.culebra.nn.BatchNorm;
import io.culebra.nn.Concat;
import io.culebra.nn.Dense;
import io.culebra.nn.GlobalAvgPool;
import io.culebra.nn.MaxPool2D;
import io.culebra.nn.Network;
import io.culebra.nn.NetworkBuilder;
import io.culebra.nn.Symbol;
import java.util.List;

/**
 * DenseNet-121: Huang, Liu, van der Maaten and Weinberger, "Densely connected convolutional
 * networks", 2016, of growth rate 32. 7,978,856 parameters.
 *
 * <p>Input {@code x}, N x 3 x 224 x 224; output {@code y}, N x 1000, before a softmax.
 */
public final class DenseNet121 {
  private static final float EPSILON = 1e-5f;
  private static final int GROWTH = 32;
  private static final List<Integer> DEPTHS = List.of(6, 12, 24, 16);

  private DenseNet121() {}

  /** The network with random weights. */
  public static Network create() {
    return create(224, 1000);
  }

  /** For pictures and classes of other sizes. */
  public static Network create(int size, int classes) {
    NetworkBuilder net = new NetworkBuilder("densenet-121");
    Symbol x = net.input("x", 3, size, size);
    x = normalizedRelu(x, plainConv(2 * GROWTH, 7).stride(2).padding(3), EPSILON);
    x = x.then(MaxPool2D.of(3).stride(2).padding(1));
    for (int block = 0; block < DEPTHS.size(); block++) {
      for (int i = 0; i < DEPTHS.get(block); i++) {
        x = new Concat().apply(x, grown(x));
      }
      x = block + 1 < DEPTHS.size() ? transition(x) : normalized(x);
    }
    return net.build(x.then(new GlobalAvgPool()).then(Dense.of(classes).named("y")));
  }

  private static Symbol grown(Symbol x) {
    Symbol narrow = normalizedRelu(normalized(x), plainConv(4 * GROWTH, 1), EPSILON);
    return narrow.then(plainConv(GROWTH, 3).padding(1).withoutBias());
  }

  private static Symbol transition(Symbol x) {
    int half = Math.toIntExact(x.shape().size(1) / 2);
    return normalized(x).then(plainConv(half, 1).withoutBias()).then(AvgPool2D.of(2));
  }

  private static Symbol normalized(Symbol x) {
    return x.then(new BatchNorm().epsilon(EPSILON)).then(Activation.relu());
  }
}
