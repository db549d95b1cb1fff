package io.culebra.models;

import static io.culebra.models.NetworkBuilder.integer;
import static io.culebra.models.NetworkBuilder.ints;

import io.culebra.tensor.Shape;
import java.util.List;

/**
 * Structures of well-known networks, small and with seeded weights that keep activations in range.
 * The output is taken before a last Softmax.
 */
enum TestNetwork {
  /**
   * Convolutions with batch normalisation and residual connections, with and without projection.
   */
  RES_NET(Shape.of(3, 33, 33)) {
    @Override
    byte[] onnx() {
      NetworkBuilder net = new NetworkBuilder("resnet", 1);
      String x = net.input("x", -1, 3, 33, 33);
      x = net.relu(net.batchNorm(net.convWithoutBias(x, 3, 24, 7, 2, 3), 24, 1));
      x = net.maxPool(x, 3, 2, 1);
      x = bottleneck(net, x, 24, 16, 48, 1);
      x = bottleneck(net, x, 48, 16, 48, 1);
      x = bottleneck(net, x, 48, 24, 80, 2);
      x = net.node("GlobalAveragePool", List.of(x));
      x = net.node("Flatten", List.of(x));
      return net.build(13, net.gemm(x, 80, 10));
    }

    private String bottleneck(
        NetworkBuilder net, String x, int in, int middle, int out, int stride) {
      String y = net.relu(net.batchNorm(net.convWithoutBias(x, in, middle, 1, 1, 0), middle, 1));
      y = net.relu(net.batchNorm(net.convWithoutBias(y, middle, middle, 3, stride, 1), middle, 1));
      y = net.batchNorm(net.convWithoutBias(y, middle, out, 1, 1, 0), out, 0.3);
      String shortcut =
          in == out && stride == 1
              ? x
              : net.batchNorm(net.convWithoutBias(x, in, out, 1, stride, 0), out, 1);
      return net.relu(net.node("Add", List.of(y, shortcut)));
    }
  },

  /** Parallel convolutions of several sizes, concatenated, and LRN. */
  INCEPTION(Shape.of(3, 30, 30)) {
    @Override
    byte[] onnx() {
      NetworkBuilder net = new NetworkBuilder("inception", 2);
      String x = net.input("x", -1, 3, 30, 30);
      x = net.relu(net.conv(x, 3, 16, 3, 2, 1, 1));
      x = net.node("LRN", List.of(x), integer("size", 5));
      x = block(net, x, 16);
      x = net.maxPool(x, 3, 2, 0);
      x = block(net, x, 52);
      x =
          net.node(
              "AveragePool",
              List.of(x),
              ints("kernel_shape", 3, 3),
              ints("strides", 2, 2),
              ints("pads", 1, 0, 0, 1));
      x = net.node("Reshape", List.of(x, net.weight(new long[] {0, -1}, 2)));
      return net.build(13, net.gemm(x, 52 * 3 * 3, 10));
    }

    private String block(NetworkBuilder net, String x, int in) {
      String one = net.relu(net.conv(x, in, 12, 1, 1, 0, 1));
      String three =
          net.relu(net.conv(net.relu(net.conv(x, in, 8, 1, 1, 0, 1)), 8, 20, 3, 1, 1, 1));
      String five = net.relu(net.conv(net.relu(net.conv(x, in, 4, 1, 1, 0, 1)), 4, 8, 5, 1, 2, 1));
      String pool = net.relu(net.conv(net.maxPool(x, 3, 1, 1), in, 12, 1, 1, 0, 1));
      return net.node("Concat", List.of(one, three, five, pool), integer("axis", 1));
    }
  },

  /** SqueezeNet's fire modules and a fully convolutional classifier. */
  FIRE(Shape.of(3, 35, 29)) {
    @Override
    byte[] onnx() {
      NetworkBuilder net = new NetworkBuilder("fire", 3);
      String x = net.input("x", -1, 3, 35, 29);
      x = net.relu(net.conv(x, 3, 16, 3, 2, 0, 1));
      x = net.maxPool(x, 3, 2, 0);
      x = fire(net, x, 16, 4, 16);
      x = fire(net, x, 32, 8, 24);
      x = net.node("Dropout", List.of(x));
      x = net.relu(net.conv(x, 48, 10, 1, 1, 0, 1));
      x = net.node("GlobalAveragePool", List.of(x));
      return net.build(12, net.node("Flatten", List.of(x)));
    }

    private String fire(NetworkBuilder net, String x, int in, int squeeze, int expand) {
      String s = net.relu(net.conv(x, in, squeeze, 1, 1, 0, 1));
      String one = net.relu(net.conv(s, squeeze, expand, 1, 1, 0, 1));
      String three = net.relu(net.conv(s, squeeze, expand, 3, 1, 1, 1));
      return net.node("Concat", List.of(one, three), integer("axis", 1));
    }
  },

  /** Large kernels, groups, LRN and a stack of dense layers. */
  ALEX_NET(Shape.of(3, 67, 67)) {
    @Override
    byte[] onnx() {
      NetworkBuilder net = new NetworkBuilder("alexnet", 4);
      String x = net.input("x", -1, 3, 67, 67);
      x = net.relu(net.conv(x, 3, 24, 11, 4, 2, 1));
      x = net.node("LRN", List.of(x), integer("size", 5));
      x = net.maxPool(x, 3, 2, 0);
      x = net.relu(net.conv(x, 24, 48, 5, 1, 2, 2));
      x = net.maxPool(x, 3, 2, 0);
      x = net.relu(net.conv(x, 48, 32, 3, 1, 1, 2));
      x = net.node("Flatten", List.of(x));
      x = net.relu(net.gemm(x, 32 * 3 * 3, 70));
      x = net.node("Dropout", List.of(x));
      return net.build(9, net.gemm(x, 70, 10));
    }
  },

  /** Depthwise separable convolutions with clipped activations and residuals, as in MobileNetV2. */
  MOBILE_NET(Shape.of(3, 31, 31)) {
    @Override
    byte[] onnx() {
      NetworkBuilder net = new NetworkBuilder("mobilenet", 5);
      String x = net.input("x", -1, 3, 31, 31);
      x = six(net, net.conv(x, 3, 16, 3, 2, 1, 1));
      x = inverted(net, x, 16, 16, 1);
      x = inverted(net, x, 16, 24, 2);
      x = inverted(net, x, 24, 24, 1);
      x = net.node("GlobalAveragePool", List.of(x));
      x = net.node("Flatten", List.of(x));
      return net.build(13, net.gemm(x, 24, 10));
    }

    private String inverted(NetworkBuilder net, String x, int in, int out, int stride) {
      int wide = 4 * in;
      String y = six(net, net.conv(x, in, wide, 1, 1, 0, 1));
      y = six(net, net.conv(y, wide, wide, 3, stride, 1, wide));
      y = net.conv(y, wide, out, 1, 1, 0, 1);
      return in == out && stride == 1 ? net.node("Add", List.of(x, y)) : y;
    }

    private String six(NetworkBuilder net, String x) {
      return net.node("Clip", List.of(x, net.weight(new float[] {0}), net.weight(new float[] {6})));
    }
  };

  private final Shape input;

  TestNetwork(Shape input) {
    this.input = input;
  }

  /** The network as an ONNX file. */
  abstract byte[] onnx();

  /** The shape of one element of the input's batch. */
  Shape input() {
    return input;
  }
}
