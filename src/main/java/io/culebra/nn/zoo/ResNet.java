package io.culebra.nn.zoo;

import static io.culebra.nn.zoo.Rectified.normalized;
import static io.culebra.nn.zoo.Rectified.normalizedRelu;
import static io.culebra.nn.zoo.Rectified.plainConv;

import io.culebra.nn.Activation;
import io.culebra.nn.Add;
import io.culebra.nn.Dense;
import io.culebra.nn.GlobalAvgPool;
import io.culebra.nn.MaxPool2D;
import io.culebra.nn.Network;
import io.culebra.nn.NetworkBuilder;
import io.culebra.nn.Symbol;
import java.util.List;

/**
 * Residual networks: He, Zhang, Ren and Sun, "Deep residual learning for image recognition", 2015,
 * as torchvision has them (the stride lies in the 3x3 convolution). ResNet-18 has 11,689,512
 * parameters, ResNet-50 25,557,032.
 *
 * <p>Input {@code x}, N x 3 x 224 x 224; output {@code y}, N x 1000, before a softmax.
 */
public final class ResNet {
  private static final float EPSILON = 1e-5f;

  private ResNet() {}

  /** ResNet-18 with random weights. */
  public static Network create18() {
    return create("resnet-18", List.of(2, 2, 2, 2), false, 224, 1000);
  }

  /** ResNet-50 with random weights. */
  public static Network create50() {
    return create("resnet-50", List.of(3, 4, 6, 3), true, 224, 1000);
  }

  /**
   * Any network of this form.
   *
   * @param depths how many blocks each of the four stages has
   * @param bottleneck whether a block is three convolutions, the outer ones 1x1, or two of 3x3
   * @param size height and width of the pictures
   * @param classes the size of the output
   */
  public static Network create(
      String name, List<Integer> depths, boolean bottleneck, int size, int classes) {
    NetworkBuilder net = new NetworkBuilder(name);
    Symbol x = net.input("x", 3, size, size);
    x = normalizedRelu(x, plainConv(64, 7).stride(2).padding(3), EPSILON);
    x = x.then(MaxPool2D.of(3).stride(2).padding(1));
    for (int stage = 0; stage < depths.size(); stage++) {
      int width = 64 << stage;
      for (int i = 0; i < depths.get(stage); i++) {
        int stride = stage > 0 && i == 0 ? 2 : 1;
        x = bottleneck ? bottleneck(x, width, stride) : basic(x, width, stride);
      }
    }
    return net.build(x.then(new GlobalAvgPool()).then(Dense.of(classes).named("y")));
  }

  private static Symbol basic(Symbol x, int width, int stride) {
    Symbol y = normalizedRelu(x, plainConv(width, 3).stride(stride).padding(1), EPSILON);
    y = normalized(y, plainConv(width, 3).padding(1), EPSILON);
    return joined(x, y, width, stride);
  }

  private static Symbol bottleneck(Symbol x, int width, int stride) {
    Symbol y = normalizedRelu(x, plainConv(width, 1), EPSILON);
    y = normalizedRelu(y, plainConv(width, 3).stride(stride).padding(1), EPSILON);
    y = normalized(y, plainConv(4 * width, 1), EPSILON);
    return joined(x, y, 4 * width, stride);
  }

  private static Symbol joined(Symbol x, Symbol y, int filters, int stride) {
    Symbol shortcut =
        x.shape().size(1) == filters && stride == 1
            ? x
            : normalized(x, plainConv(filters, 1).stride(stride), EPSILON);
    return new Add().apply(y, shortcut).then(Activation.relu());
  }
}
