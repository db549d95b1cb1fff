package io.culebra.models;

import static io.culebra.models.NetworkBuilder.integer;

import java.util.List;

/** Tiny ONNX models that tests of the public surface run. */
public final class Networks {
  private Networks() {}

  /** {@code y = relu(x * W)} for x of N x 3 and y of N x 2, with W of ones and minus ones. */
  public static byte[] dense() {
    NetworkBuilder net = new NetworkBuilder("dense", 1);
    String x = net.input("x", -1, 3);
    String w = net.weight(new float[] {1, -1, 1, -1, 1, -1}, 3, 2);
    return net.build(13, net.relu(net.node("MatMul", List.of(x, w))));
  }

  /** A stack of convolutions that a run takes a while for. */
  public static byte[] slow() {
    NetworkBuilder net = new NetworkBuilder("slow", 2);
    String x = net.input("x", -1, 3, 96, 96);
    x = net.relu(net.conv(x, 3, 32, 3, 1, 1, 1));
    for (int i = 0; i < 6; i++) {
      x = net.relu(net.conv(x, 32, 32, 3, 1, 1, 1));
    }
    return net.build(13, x);
  }

  /**
   * Reshapes {@code x} to the shape that the input {@code shape} holds, and doubles it: shapes
   * depend on data.
   */
  public static byte[] reshapeByInput() {
    NetworkBuilder net = new NetworkBuilder("reshape", 3);
    String x = net.input("x", -1);
    String shape = net.integers("shape", 2);
    String doubled = net.node("Add", List.of(x, x));
    String reshaped = net.node("Reshape", List.of(doubled, shape));
    String sum = net.node("Concat", List.of(reshaped, reshaped), integer("axis", 0));
    return net.build(13, net.relu(sum));
  }

  /** A small classifier of pictures: {@code x} of N x 3 x height x width, {@code y} of N x 4. */
  public static byte[] pictures() {
    NetworkBuilder net = new NetworkBuilder("pictures", 5);
    String x = net.input("x", -1, 3, -2, -3);
    x = net.relu(net.conv(x, 3, 8, 3, 4, 1, 1));
    x = net.node("GlobalAveragePool", List.of(x));
    x = net.gemm(net.node("Flatten", List.of(x)), 8, 4);
    return net.build(13, net.named("Softmax", x, "y"));
  }

  /** {@code negative = -x} and {@code x + x}, for x of any length. */
  public static byte[] twoOutputs() {
    NetworkBuilder net = new NetworkBuilder("two", 1);
    String x = net.input("x", -1);
    String negative = net.named("Neg", x, "negative");
    return net.build(13, negative, net.node("Add", List.of(x, x)));
  }

  /** {@code y = x * W} for x of N x 1024, with four million weights. */
  public static byte[] wide() {
    NetworkBuilder net = new NetworkBuilder("wide", 6);
    int size = 1024;
    float[] weights = new float[size * size];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (i * 37 % 101 - 50) / 5000f;
    }
    String x = net.input("x", -1, size);
    for (int i = 0; i < 4; i++) {
      x = net.relu(net.node("MatMul", List.of(x, net.weight(weights, size, size))));
    }
    return net.build(13, x);
  }

  /**
   * {@code y = x + max(c)}, for a constant c that begins with 256 elements and is doubled again and
   * again by nodes of an operator: Concat, Add of itself widened, Expand, Tile or ConstantOfShape.
   */
  public static byte[] doubling(String operator, int times) {
    NetworkBuilder net = new NetworkBuilder("doubling", 6);
    String x = net.input("x", -1);
    String c = net.uniform(0, 1, 1, 256);
    for (int i = 0; i < times; i++) {
      long rows = 2L << i;
      c =
          switch (operator) {
            case "Concat" -> net.node("Concat", List.of(c, c), integer("axis", 0));
            case "Tile" -> net.node("Tile", List.of(c, net.weight(new long[] {2, 1}, 2)));
            case "Expand" -> {
              String flat = net.node("Reshape", List.of(c, net.weight(new long[] {1, -1}, 2)));
              String wide = net.node("Expand", List.of(flat, net.weight(new long[] {2, 1}, 2)));
              yield net.node("Neg", List.of(wide));
            }
            case "ConstantOfShape" -> {
              String filled =
                  net.node("ConstantOfShape", List.of(net.weight(new long[] {rows, 256}, 2)));
              yield net.node(
                  "Add", List.of(net.node("Concat", List.of(c, c), integer("axis", 0)), filled));
            }
            default -> throw new IllegalArgumentException(operator);
          };
    }
    String most = net.node("ReduceMax", List.of(c), integer("keepdims", 0));
    return net.build(13, net.node("Add", List.of(x, most)));
  }

  /** {@code y = x} widened to 64 Mi elements, by one node that no constant goes into. */
  public static byte[] widened() {
    NetworkBuilder net = new NetworkBuilder("widened", 7);
    String x = net.input("x", 1);
    return net.build(13, net.node("Expand", List.of(x, net.weight(new long[] {64L << 20}, 1))));
  }

  /** Pictures of any size through four layers, to a number for each of 10 classes. */
  public static byte[] picturesOfAnySize() {
    NetworkBuilder net = new NetworkBuilder("sizes", 8);
    String x = net.input("x", -1, 3, -2, -3);
    x = net.relu(net.conv(x, 3, 16, 3, 1, 1, 1));
    x = net.maxPool(net.relu(net.conv(x, 16, 32, 3, 1, 1, 1)), 2, 2, 0);
    x = net.relu(net.conv(x, 32, 32, 3, 1, 1, 1));
    x = net.node("GlobalAveragePool", List.of(x));
    return net.build(13, net.gemm(net.node("Flatten", List.of(x)), 32, 10));
  }

  /** A model with an operator that there is not. */
  public static byte[] unknownOperator() {
    NetworkBuilder net = new NetworkBuilder("unknown", 4);
    String x = net.input("x", -1, 3);
    String y = net.node("Frobnicate", List.of(x));
    return net.build(13, net.node("Defenestrate", List.of(y)));
  }
}
