package io.culebra.nn.zoo;

import static io.culebra.nn.zoo.Rectified.normalized;
import static io.culebra.nn.zoo.Rectified.plainConv;

import io.culebra.nn.Activation;
import io.culebra.nn.Add;
import io.culebra.nn.BatchNorm;
import io.culebra.nn.Conv2D;
import io.culebra.nn.Dense;
import io.culebra.nn.DepthwiseConv2D;
import io.culebra.nn.Dropout;
import io.culebra.nn.GlobalAvgPool;
import io.culebra.nn.Initializer;
import io.culebra.nn.Network;
import io.culebra.nn.NetworkBuilder;
import io.culebra.nn.Symbol;

/**
 * MobileNetV2: Sandler et al., "MobileNetV2: inverted residuals and linear bottlenecks", 2018, of
 * width 1. 3,504,872 parameters.
 *
 * <p>Input {@code x}, N x 3 x 224 x 224; output {@code y}, N x 1000, before a softmax.
 */
public final class MobileNetV2 {
  private static final float EPSILON = 1e-5f;

  /** Table 2 of the paper: expansion, channels, blocks, stride of the first. */
  private static final int[][] STAGES = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1}
  };

  private MobileNetV2() {}

  /** The network with random weights. */
  public static Network create() {
    return create(224, 1000);
  }

  /** For pictures and classes of other sizes. */
  public static Network create(int size, int classes) {
    NetworkBuilder net = new NetworkBuilder("mobilenet-v2");
    Symbol x = net.input("x", 3, size, size);
    x = clipped(x, plainConv(32, 3).stride(2).padding(1));
    for (int[] stage : STAGES) {
      for (int i = 0; i < stage[2]; i++) {
        x = inverted(x, stage[0], stage[1], i == 0 ? stage[3] : 1);
      }
    }
    x = clipped(x, plainConv(1280, 1)).then(new GlobalAvgPool()).then(new Dropout());
    return net.build(x.then(Dense.of(classes).named("y")));
  }

  private static Symbol inverted(Symbol x, int expansion, int filters, int stride) {
    int channels = Math.toIntExact(x.shape().size(1));
    Symbol y = expansion == 1 ? x : clipped(x, plainConv(expansion * channels, 1));
    y =
        y.then(
                DepthwiseConv2D.of(3)
                    .stride(stride)
                    .padding(1)
                    .withoutBias()
                    .kernelInitializer(Initializer.heNormal()))
            .then(new BatchNorm().epsilon(EPSILON))
            .then(Activation.relu6());
    y = normalized(y, plainConv(filters, 1), EPSILON);
    return channels == filters && stride == 1 ? new Add().apply(x, y) : y;
  }

  private static Symbol clipped(Symbol x, Conv2D convolution) {
    return normalized(x, convolution, EPSILON).then(Activation.relu6());
  }
}
