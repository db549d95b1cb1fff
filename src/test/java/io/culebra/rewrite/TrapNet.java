package io.culebra.rewrite;

import io.culebra.graph.Graph;
import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.BatchNormalization;
import io.culebra.op.Cast;
import io.culebra.op.Clip;
import io.culebra.op.Conv;
import io.culebra.op.ConvTranspose;
import io.culebra.op.Div;
import io.culebra.op.Erf;
import io.culebra.op.Exp;
import io.culebra.op.Gemm;
import io.culebra.op.HardSigmoid;
import io.culebra.op.Identity;
import io.culebra.op.LeakyRelu;
import io.culebra.op.Log;
import io.culebra.op.MatMul;
import io.culebra.op.Mul;
import io.culebra.op.Op;
import io.culebra.op.Pad;
import io.culebra.op.PadMode;
import io.culebra.op.Pow;
import io.culebra.op.ReduceMean;
import io.culebra.op.Relu;
import io.culebra.op.Reshape;
import io.culebra.op.Sigmoid;
import io.culebra.op.Softplus;
import io.culebra.op.Sqrt;
import io.culebra.op.Sub;
import io.culebra.op.Sum;
import io.culebra.op.Tanh;
import io.culebra.op.Transpose;
import io.culebra.op.Window;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A small network, put together at random from what the passes look for, with the traps in it:
 * constants that raise the rank or broadcast the result, constants that are infinite, no number,
 * subnormal, huge or tiny, zeros of both signs, values that are outputs of the network too, and
 * inputs with all of these.
 */
final class TrapNet {
  private static final float[] USUAL = {0.5f, -1, 2, 3, 0.1f, -0.7f, 8, 1.5f};
  private static final float[] SPECIAL = {
    0,
    -0f,
    1,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    1e-39f,
    -1e-41f,
    1e-30f,
    1e-20f,
    1e20f,
    -1e30f,
    3e38f,
    12582912,
    -12582912
  };

  private final Net net = new Net();
  private final Random random;
  private final List<Value> shown = new ArrayList<>();
  private final List<Tensor> inputs = new ArrayList<>();
  private final StringBuilder what = new StringBuilder();
  private final boolean tame;
  private boolean special;
  private Value latest;
  private long[] sizes;

  /**
   * @param tame whether to leave out what comes so close to the largest number that the order of
   *     summands tells, and statistics of normalizations for which ONNX Runtime, which multiplies
   *     and adds, gives no number
   */
  TrapNet(long seed, boolean tame) {
    random = new Random(seed);
    this.tame = tame;
    special = random.nextBoolean();
    sizes =
        switch (random.nextInt(4)) {
          case 0 -> new long[] {2, 4, 5};
          case 1 -> new long[] {1, 4, 3, 4};
          case 2 -> new long[] {3, 4};
          default -> new long[] {4};
        };
    latest = net.input(sizes);
    inputs.add(input(sizes));
    what.append("seed ").append(seed).append(": ").append(Arrays.toString(sizes));
    int steps = 2 + random.nextInt(4);
    for (int i = 0; i < steps; i++) {
      if (random.nextInt(4) == 0) {
        shown.add(latest);
      }
      step(i);
    }
    shown.add(latest);
  }

  Graph graph() {
    return net.graph(
        shown.stream()
            .map(value -> isMade(value) ? value : net.node(new Relu(), value))
            .toArray(Value[]::new));
  }

  private boolean isMade(Value value) {
    return value.declared() == null && !value.isConstant();
  }

  List<Tensor> inputs() {
    return inputs;
  }

  @Override
  public String toString() {
    return what.toString();
  }

  private Tensor input(long... of) {
    float[] elements = new float[count(of)];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (float) random.nextGaussian();
      if (special && random.nextInt(12) == 0) {
        elements[i] = SPECIAL[random.nextInt(8)];
      }
    }
    return Tensor.of(elements, of);
  }

  private static int count(long... of) {
    return (int) Arrays.stream(of).reduce(1, (a, b) -> a * b);
  }

  private void step(int number) {
    boolean first = number == 0;
    switch (random.nextInt(first ? 4 : 14)) {
      case 0, 1, 2 -> linear();
      case 3, 4, 5, 6 -> arithmetic();
      case 7 -> activation();
      case 8 -> writtenOut();
      case 9 -> normalization();
      case 10 -> power();
      case 11 -> residual();
      case 12 -> movement();
      default -> batchNormalization();
    }
  }

  private void next(String name, Op op, Value... from) {
    latest = net.node(op, from);
    what.append(", ").append(name);
  }

  /** Weights of a usual size, or of one that only just fits. */
  private Value weights(long... of) {
    float size = random.nextInt(6) > 0 ? 1 : tame || random.nextBoolean() ? 1e-20f : 1e15f;
    return constant(size, of);
  }

  private Value constant(float size, long... of) {
    float[] elements = new float[count(of)];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = size * (float) random.nextGaussian();
    }
    if (random.nextInt(15) == 0) {
      int kind = random.nextInt(SPECIAL.length);
      elements[random.nextInt(elements.length)] = tame && kind > 9 ? 1 : SPECIAL[kind];
    }
    return net.constant(Tensor.of(elements, of));
  }

  private void linear() {
    boolean biased = random.nextBoolean();
    switch (sizes.length) {
      case 1 -> next("MatMul of a vector", new MatMul(), latest, weights(4, 4));
      case 2 -> {
        boolean turned = random.nextBoolean();
        if (random.nextInt(3) == 0) {
          next("MatMul", new MatMul(), latest, weights(4, 4));
        } else {
          Gemm gemm = new Gemm(random.nextInt(4) == 0 ? 0.5f : 1, 1, false, turned);
          Value w = weights(4, 4);
          if (biased) {
            next("Gemm", gemm, latest, w, weights(random.nextBoolean() ? 1 : 4));
          } else {
            next("Gemm", gemm, latest, w);
          }
        }
      }
      default -> spatial(biased);
    }
  }

  private void spatial(boolean biased) {
    if (sizes[1] != 4 || random.nextInt(5) == 0) {
      long last = sizes[sizes.length - 1];
      next("MatMul of tensors", new MatMul(), latest, weights(last, last));
      return;
    }
    long[] shape = new long[sizes.length];
    Arrays.fill(shape, 1);
    shape[0] = 4;
    shape[1] = 4;
    if (random.nextInt(4) == 0) {
      next(
          "ConvTranspose",
          new ConvTranspose(Window.ofWeights(), 1, List.of(), List.of()),
          latest,
          weights(shape));
      return;
    }
    if (random.nextInt(4) == 0) {
      long[] pads = new long[2 * sizes.length];
      pads[sizes.length - 1] = 1;
      next("Pad", new Pad(PadMode.CONSTANT), latest, net.integers(pads));
      sizes = sizes.clone();
      sizes[sizes.length - 1]++;
    }
    Conv conv = new Conv(Window.ofWeights(), 1);
    if (biased) {
      next("Conv", conv, latest, weights(shape), weights(4));
    } else {
      next("Conv", conv, latest, weights(shape));
    }
  }

  private void arithmetic() {
    float number =
        random.nextInt(3) == 0
            ? SPECIAL[random.nextInt(SPECIAL.length)]
            : USUAL[random.nextInt(USUAL.length)];
    long[] shape =
        switch (random.nextInt(6)) {
          case 0 -> new long[0];
          case 1 -> new long[] {1};
          case 2 -> ones(sizes.length + 1);
          case 3 -> perChannel(sizes.length);
          case 4 -> perChannel(sizes.length + 1);
          default -> broadcasting();
        };
    number = tame && Math.abs(number) == 3e38f ? 3e20f : number;
    float[] elements = new float[count(shape)];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = i == 0 ? number : USUAL[random.nextInt(USUAL.length)];
    }
    Value constant = net.constant(Tensor.of(elements, shape));
    Op op =
        switch (random.nextInt(5)) {
          case 0 -> new Add();
          case 1 -> new Sub();
          case 2, 3 -> new Mul();
          default -> new Div();
        };
    boolean swapped = random.nextBoolean() && !(tame && op instanceof Div);
    Value left = swapped ? constant : latest;
    Value right = swapped ? latest : constant;
    next(op.name() + " " + number + " " + Arrays.toString(shape), op, left, right);
    sizes = broadcast(sizes, shape);
  }

  private static long[] ones(int rank) {
    long[] shape = new long[rank];
    Arrays.fill(shape, 1);
    return shape;
  }

  private long[] perChannel(int rank) {
    long[] shape = ones(rank);
    int axis = sizes.length <= 2 ? -1 : 1 - sizes.length;
    shape[rank + axis] = sizes[sizes.length + axis];
    return shape;
  }

  /** A shape that makes the result larger, if an axis of it is 1. */
  private long[] broadcasting() {
    long[] shape = ones(sizes.length + 1);
    shape[0] = 2;
    return shape;
  }

  private static long[] broadcast(long[] a, long[] b) {
    int rank = Math.max(a.length, b.length);
    return IntStream.range(0, rank)
        .mapToLong(i ->
            Math.max(
                i < rank - a.length ? 1 : a[i - rank + a.length],
                i < rank - b.length ? 1 : b[i - rank + b.length]))
        .toArray();
  }

  private void activation() {
    Op op =
        switch (random.nextInt(6)) {
          case 0 -> new Relu();
          case 1 -> new Clip(2, 1);
          case 2 -> new Clip(-1, Float.POSITIVE_INFINITY);
          case 3 -> new LeakyRelu(0.2f);
          case 4 -> new Tanh();
          default -> new Sigmoid();
        };
    next(op.toString(), op, latest);
  }

  /** A number, or one close to it, as a constant of any rank. */
  private Value about(double number) {
    float written = (float) (random.nextInt(6) == 0 ? number * 1.00008 : number);
    return net.constant(
        Tensor.of(new float[] {written}, ones(random.nextInt(8) == 0 ? sizes.length + 1 : 1)));
  }

  private void writtenOut() {
    Value x = latest;
    long[] before = sizes;
    switch (random.nextInt(5)) {
      case 0 -> {
        Value bent = net.node(new Erf(), net.node(new Div(), x, about(Math.sqrt(2))));
        Value raised = net.node(new Add(), bent, about(1));
        next("Gelu", new Mul(), net.node(new Mul(), x, raised), about(0.5));
      }
      case 1 ->
          next(
              "Swish",
              new Mul(),
              x,
              net.node(new Sigmoid(), net.node(new Mul(), x, about(random.nextInt(3)))));
      case 2 -> {
        Value clipped = net.node(new Clip(0, 6), net.node(new Add(), x, about(3)));
        next("HardSwish", new Mul(), x, net.node(new Div(), clipped, about(6)));
      }
      case 3 -> {
        Value softplus =
            random.nextBoolean()
                ? net.node(new Softplus(), x)
                : net.node(new Log(), net.node(new Add(), net.node(new Exp(), x), about(1)));
        if (random.nextBoolean()) {
          latest = softplus;
          what.append(", Softplus");
        } else {
          next("Mish", new Mul(), x, net.node(new Tanh(), softplus));
        }
      }
      default ->
          next(
              "HardSwish",
              new Mul(),
              x,
              net.node(new HardSigmoid(random.nextBoolean() ? 1 / 6f : 0.16667f, 0.5f), x));
    }
    raised(before);
  }

  /** Gives a result the rank that it had, as constants may have raised it. */
  private void raised(long[] before) {
    latest = net.node(new Reshape(false), latest, net.integers(before));
    sizes = before;
  }

  private void normalization() {
    long last = sizes[sizes.length - 1];
    ReduceMean mean = new ReduceMean(true, false);
    Value axes = net.integers(-1);
    boolean centring = random.nextBoolean();
    Value x = net.node(new Add(), net.node(new Tanh(), latest), ramp(last));
    Value centred = centring ? net.node(new Sub(), x, net.node(mean, x, axes)) : x;
    Value square =
        random.nextBoolean()
            ? net.node(new Pow(), centred, about(2))
            : net.node(new Mul(), centred, centred);
    Value raised = net.node(new Add(), net.node(mean, square, axes), about(1e-5));
    Value root =
        random.nextInt(3) == 0
            ? net.node(new Pow(), raised, about(0.5))
            : net.node(new Sqrt(), raised);
    Value scale =
        constant(
            1, random.nextBoolean() ? new long[] {last} : random.nextBoolean() ? ones(2) : ones(5));
    next("normalization", new Mul(), net.node(new Div(), centred, root), scale);
    if (random.nextBoolean()) {
      next("bias", new Add(), latest, constant(1, last));
    }
    raised(sizes);
  }

  /** Numbers so different that the variance of what they are added to is no rounding error. */
  private Value ramp(long length) {
    float[] elements = new float[(int) length];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = 3 * i;
    }
    return net.constant(Tensor.of(elements, length));
  }

  private void power() {
    float[] exponents = {1, 2, 0.5f, -1, 3, -0.5f, 0};
    float exponent = exponents[random.nextInt(exponents.length)];
    next("Pow " + exponent, new Pow(), latest, net.scalar(exponent));
  }

  private void residual() {
    long[] shape = random.nextBoolean() ? sizes : ones(sizes.length);
    Value other = net.input(shape);
    inputs.add(input(shape));
    Op op = random.nextBoolean() ? new Add() : new Sum();
    boolean swapped = random.nextBoolean();
    next(
        op.name() + " of " + Arrays.toString(shape),
        op,
        swapped ? other : latest,
        swapped ? latest : other);
  }

  private void movement() {
    List<Integer> reversed =
        IntStream.range(0, sizes.length).mapToObj(i -> sizes.length - 1 - i).toList();
    switch (random.nextInt(3)) {
      case 0 -> next("Identity", new Identity(), net.node(new Identity(), latest));
      case 1 -> next("Cast", new Cast(DataType.FLOAT), latest);
      default ->
          next("Transposes", new Transpose(List.of()), net.node(new Transpose(reversed), latest));
    }
  }

  private void batchNormalization() {
    if (sizes.length < 2) {
      return;
    }
    long c = sizes[1];
    float size = random.nextInt(4) == 0 ? 1e-20f : 1;
    float[] variance = new float[(int) c];
    for (int i = 0; i < variance.length; i++) {
      variance[i] = random.nextInt(6) == 0 ? 0 : size * (0.5f + random.nextFloat());
    }
    next(
        "BatchNormalization " + size,
        new BatchNormalization(!tame && random.nextInt(4) == 0 ? 0 : 1e-5f),
        latest,
        tame ? net.weights(c) : weights(c),
        tame ? net.weights(c) : constant(1, c),
        tame ? net.weights(c) : constant(size, c),
        net.constant(Tensor.of(variance, c)));
  }
}
