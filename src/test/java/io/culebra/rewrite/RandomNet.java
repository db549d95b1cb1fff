package io.culebra.rewrite;

import io.culebra.graph.Graph;
import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.AutoPad;
import io.culebra.op.BatchNormalization;
import io.culebra.op.Clip;
import io.culebra.op.Conv;
import io.culebra.op.ConvTranspose;
import io.culebra.op.Div;
import io.culebra.op.Erf;
import io.culebra.op.Flatten;
import io.culebra.op.Gemm;
import io.culebra.op.HardSigmoid;
import io.culebra.op.Identity;
import io.culebra.op.LeakyRelu;
import io.culebra.op.MatMul;
import io.culebra.op.Mul;
import io.culebra.op.Pad;
import io.culebra.op.PadMode;
import io.culebra.op.Pow;
import io.culebra.op.ReduceMean;
import io.culebra.op.Relu;
import io.culebra.op.Reshape;
import io.culebra.op.ShapeOf;
import io.culebra.op.Sigmoid;
import io.culebra.op.Softmax;
import io.culebra.op.Softplus;
import io.culebra.op.Sqrt;
import io.culebra.op.Sub;
import io.culebra.op.Sum;
import io.culebra.op.Tanh;
import io.culebra.op.Transpose;
import io.culebra.op.Window;
import java.util.List;
import java.util.Random;

/**
 * Networks put together at random from what the passes look for and what is close to it: each block
 * takes one or two values of 2 x 4 x 6 x 6 elements and makes another.
 */
final class RandomNet {
  private static final int CHANNELS = 4;
  private static final int SIZE = 6;

  private final Net net = new Net();
  private final Random random;
  private Value latest = net.input(2, CHANNELS, SIZE, SIZE);
  private Value earlier = latest;

  RandomNet(long seed) {
    this.random = new Random(seed);
  }

  /** A network of so many blocks. */
  Graph graph(int blocks) {
    for (int i = 0; i < blocks; i++) {
      Value next = block(latest);
      if (random.nextInt(3) == 0) {
        earlier = latest;
      }
      latest = next;
    }
    return net.graph(latest, earlier, classes(latest), attended(latest));
  }

  /** A dense layer behind flattened images. */
  private Value classes(Value x) {
    Value images = net.node(new Conv(Window.ofWeights(), 1), x, net.weights(3, CHANNELS, 1, 1));
    Value flat = net.node(new Flatten(1), images);
    Value weights = shrunk(net.weights(3 * SIZE * SIZE, 5));
    return net.node(new Gemm(1, 1, false, false), flat, weights, net.weights(5));
  }

  /** Images as batch x length x heads x head size, attending to themselves. */
  private Value attended(Value x) {
    Transpose out = new Transpose(List.of(0, 2, 1, 3));
    Value bounded = net.node(new Tanh(), x);
    Value keys = net.node(new Transpose(List.of(0, 2, 3, 1)), bounded);
    Value scores = net.node(new MatMul(), net.node(out, bounded), keys);
    Value masked =
        net.node(new Add(), net.node(new Mul(), scores, net.scalar(0.4)), net.weights(4, 4));
    Value weights = net.node(new Softmax(-1), masked);
    return net.node(out, net.node(new MatMul(), weights, net.node(out, x)));
  }

  private Value block(Value x) {
    return switch (random.nextInt(16)) {
      case 0 ->
          net.node(
              new Conv(Window.ofWeights(), 1), x, shrunk(net.weights(CHANNELS, CHANNELS, 1, 1)));
      case 1 -> padded(x);
      case 2 ->
          net.node(
              new ConvTranspose(Window.ofWeights(), 2, List.of(), List.of()),
              x,
              net.weights(CHANNELS, 2, 1, 1));
      case 3, 4 -> batchNormalization(x);
      case 5 -> channelArithmetic(x);
      case 6, 7 -> activation(x);
      case 8 -> swishes(x);
      case 9 -> gelu(x);
      case 10 -> layerNormalization(x);
      case 11 -> net.node(random.nextBoolean() ? new Add() : new Sum(), x, earlier);
      case 12 -> net.node(new MatMul(), x, shrunk(net.weights(SIZE, SIZE)));
      case 13 ->
          net.node(
              new Add(),
              net.node(new MatMul(), x, shrunk(net.weights(SIZE, SIZE))),
              net.weights(SIZE));
      case 14 -> movement(x);
      default -> matrix(x);
    };
  }

  /** A tenth of the weights, so that deep networks stay in range. */
  private Value shrunk(Value weights) {
    return net.node(new Mul(), weights, net.scalar(0.1));
  }

  private Value padded(Value x) {
    Value zeros = net.node(new Pad(PadMode.CONSTANT), x, net.integers(0, 0, 1, 0, 0, 0, 1, 2));
    Window window =
        new Window(
            List.of(3, 3),
            List.of(1, 1),
            List.of(1, 1),
            List.of(0, 0),
            List.of(0, 0),
            AutoPad.NOTSET);
    return net.node(
        new Conv(window, CHANNELS),
        zeros,
        shrunk(net.weights(CHANNELS, 1, 3, 3)),
        net.weights(CHANNELS));
  }

  private Value batchNormalization(Value x) {
    return net.node(
        new BatchNormalization(1e-3f),
        x,
        net.weights(CHANNELS),
        net.weights(CHANNELS),
        net.weights(CHANNELS),
        net.weights(CHANNELS));
  }

  private Value channelArithmetic(Value x) {
    Value constant = random.nextBoolean() ? net.weights(CHANNELS, 1, 1) : net.scalar(0.5);
    return switch (random.nextInt(5)) {
      case 0 -> net.node(new Mul(), constant, x);
      case 1 -> net.node(new Add(), x, constant);
      case 2 -> net.node(new Sub(), x, constant);
      case 3 -> net.node(new Div(), x, constant);
      default -> net.node(new Sub(), constant, x);
    };
  }

  private Value activation(Value x) {
    return switch (random.nextInt(6)) {
      case 0 -> net.node(new Relu(), x);
      case 1 -> net.node(new Clip(-1, 2), x);
      case 2 -> net.node(new LeakyRelu(0.2f), x);
      case 3 -> net.node(new Tanh(), x);
      case 4 -> net.node(new HardSigmoid(0.2f, 0.5f), x);
      default -> net.node(new Sigmoid(), x);
    };
  }

  private Value swishes(Value x) {
    return switch (random.nextInt(4)) {
      case 0 -> net.node(new Mul(), x, net.node(new Sigmoid(), x));
      case 1 -> net.node(new Mul(), x, net.node(new HardSigmoid(1 / 6f, 0.5f), x));
      case 2 -> net.node(new Mul(), x, net.node(new Tanh(), net.node(new Softplus(), x)));
      default -> {
        Value clipped = net.node(new Clip(0, 6), net.node(new Add(), x, net.scalar(3)));
        yield net.node(new Div(), net.node(new Mul(), x, clipped), net.scalar(6));
      }
    };
  }

  private Value gelu(Value x) {
    Value root = net.node(new Div(), x, net.scalar(Math.sqrt(2)));
    Value bent = net.node(new Add(), net.node(new Erf(), root), net.scalar(1));
    return net.node(new Mul(), net.node(new Mul(), x, bent), net.scalar(0.5));
  }

  private Value layerNormalization(Value x) {
    ReduceMean mean = new ReduceMean(true, false);
    Value centred = net.node(new Sub(), x, net.node(mean, x, net.integers(-1)));
    Value square = net.node(new Pow(), centred, net.scalar(2));
    Value variance = net.node(mean, square, net.integers(random.nextInt(4) == 0 ? 2 : 3));
    Value root = net.node(new Sqrt(), net.node(new Add(), variance, net.scalar(1e-5)));
    Value scaled = net.node(new Mul(), net.node(new Div(), centred, root), net.weights(SIZE));
    return net.node(new Add(), scaled, net.weights(SIZE));
  }

  private Value movement(Value x) {
    Value turned = net.node(new Transpose(List.of(0, 1, 3, 2)), net.node(new Identity(), x));
    if (random.nextBoolean()) {
      return net.node(new Transpose(List.of(0, 1, 3, 2)), turned);
    }
    return net.node(new Reshape(false), turned, net.node(new ShapeOf(0, null), x));
  }

  private Value matrix(Value x) {
    Value flat = net.node(new Reshape(false), x, net.integers(-1, SIZE));
    Value turned = net.node(new Transpose(List.of(1, 0)), flat);
    Gemm gemm = new Gemm(random.nextBoolean() ? 1 : 0.5f, 1, true, random.nextBoolean());
    Value product = net.node(gemm, turned, shrunk(net.weights(SIZE, SIZE)), net.weights(SIZE));
    Value moved = net.node(new Add(), product, net.weights(1, SIZE));
    return net.node(new Reshape(false), moved, net.integers(2, CHANNELS, SIZE, SIZE));
  }
}
