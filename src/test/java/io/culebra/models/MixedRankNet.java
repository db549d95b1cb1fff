package io.culebra.models;

import io.culebra.graph.Graph;
import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.onnx.OnnxModel;
import io.culebra.onnx.OnnxWriter;
import io.culebra.op.Add;
import io.culebra.op.AutoPad;
import io.culebra.op.Concat;
import io.culebra.op.Conv;
import io.culebra.op.Expand;
import io.culebra.op.GlobalAveragePool;
import io.culebra.op.MatMul;
import io.culebra.op.Max;
import io.culebra.op.MaxPool;
import io.culebra.op.Min;
import io.culebra.op.Mul;
import io.culebra.op.Op;
import io.culebra.op.OpInputs;
import io.culebra.op.PRelu;
import io.culebra.op.ReduceMean;
import io.culebra.op.Softmax;
import io.culebra.op.Squeeze;
import io.culebra.op.Tanh;
import io.culebra.op.Transpose;
import io.culebra.op.Unsqueeze;
import io.culebra.op.Window;
import io.culebra.tensor.Constant;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A network put together at random from what likes its operands to lie with the channels last and
 * what joins tensors of different ranks: convolutions and poolings of signals, images and volumes,
 * transpositions, leading ones, and arithmetic that broadcasts from one rank to another.
 */
final class MixedRankNet {
  private static final int MOST_AXES = 5;
  private static final int MOST_ELEMENTS = 4000;

  private final Random random;
  private final List<Value> inputs = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Value> values = new ArrayList<>();
  private final List<Shape> shapes = new ArrayList<>();

  MixedRankNet(long seed, int steps) {
    random = new Random(seed);
    for (int rank = 3; rank <= 4; rank++) {
      Shape shape = Shape.of(random.longs(rank, 1, 5).toArray());
      Value input = Value.input("x" + rank, new TensorType(TensorType.f32(1).dataType(), shape));
      inputs.add(input);
      add(input, shape);
    }
    for (int i = 0; i < steps; i++) {
      step(random.nextInt(values.size()));
    }
  }

  List<Value> inputs() {
    return inputs;
  }

  byte[] onnx() {
    // Every value that nobody reads, and some that somebody does.
    List<Value> outputs =
        values.stream()
            .filter(v -> !inputs.contains(v))
            .filter(v ->
                random.nextInt(4) == 0 || nodes.stream().noneMatch(n -> n.inputs().contains(v)))
            .toList();
    return OnnxWriter.toBytes(OnnxModel.of(new Graph("mixed", inputs, outputs, nodes)));
  }

  private void step(int i) {
    Value x = values.get(i);
    Shape shape = shapes.get(i);
    int rank = shape.rank();
    switch (random.nextInt(14)) {
      case 0, 1 -> convolution(x, shape);
      case 2 -> pooling(x, shape);
      case 3 -> node(new Transpose(permutation(rank)), x);
      case 4 -> node(new Unsqueeze(), x, integers(random.nextInt(rank + 1)));
      case 5 -> squeezed(x, shape);
      case 6 -> expanded(x, shape);
      case 7 -> node(new MatMul(), x, matrix(i));
      case 8 -> node(new ReduceMean(random.nextBoolean(), false), x, integers(axis(rank)));
      case 9 -> node(new Softmax(axis(rank)), x);
      case 10 -> node(new Concat(axis(rank)), x, x);
      case 11 -> node(new PRelu(), x, ones(shape, random.nextInt(rank + 1)));
      default -> joined(i);
    }
  }

  private int axis(int rank) {
    return rank == 0 ? 0 : random.nextInt(rank);
  }

  private void convolution(Value x, Shape shape) {
    if (shape.rank() < 3) {
      return;
    }
    long[] kernel = new long[shape.rank()];
    Arrays.fill(kernel, 1);
    kernel[0] = 1L + random.nextInt(4);
    kernel[1] = shape.size(1);
    node(new Conv(Window.ofWeights(), 1), x, numbers(Shape.of(kernel)));
  }

  private void pooling(Value x, Shape shape) {
    int axes = shape.rank() - 2;
    if (axes < 1) {
      return;
    }
    if (random.nextInt(4) == 0) {
      node(new GlobalAveragePool(), x);
      return;
    }
    List<Integer> kernel =
        IntStream.range(0, axes).mapToObj(a -> shape.size(a + 2) > 1 ? 2 : 1).toList();
    List<Integer> ones = Collections.nCopies(axes, 1);
    List<Integer> zeros = Collections.nCopies(axes, 0);
    Window window = new Window(kernel, ones, ones, zeros, zeros, AutoPad.NOTSET);
    node(new MaxPool(window, false, false), x);
  }

  private void squeezed(Value x, Shape shape) {
    int[] axes = IntStream.range(0, shape.rank()).filter(a -> shape.size(a) == 1).toArray();
    if (axes.length > 0) {
      node(new Squeeze(), x, integers(axes[random.nextInt(axes.length)]));
    }
  }

  private void expanded(Value x, Shape shape) {
    long[] target = shape.padLeft(shape.rank() + random.nextInt(2)).toArray();
    for (int axis = 0; axis < target.length; axis++) {
      target[axis] = target[axis] == 1 && random.nextBoolean() ? 2 : target[axis];
    }
    node(new Expand(), x, integers(target));
  }

  /** A value or a constant by which value {@code i} can be multiplied from the right. */
  private Value matrix(int i) {
    Shape shape = shapes.get(i);
    if (shape.rank() == 0) {
      return numbers(Shape.of(1));
    }
    for (int k = 0; k < values.size(); k++) {
      Shape other = shapes.get(k);
      boolean fits = other.rank() > 1 && other.size(-2) == shape.size(-1);
      if (fits && broadcast(stack(shape), stack(other)) && random.nextInt(3) > 0) {
        return values.get(k);
      }
    }
    long[] sizes = new long[1 + shape.rank()];
    Arrays.fill(sizes, 1);
    sizes[sizes.length - 1] = 1L + random.nextInt(4);
    sizes[sizes.length - 2] = shape.size(-1);
    return numbers(Shape.of(sizes));
  }

  /** The axes in front of the matrices. */
  private static Shape stack(Shape shape) {
    return Shape.of(Arrays.copyOf(shape.toArray(), Math.max(0, shape.rank() - 2)));
  }

  /** Value {@code i} joined with another one that broadcasts to it, or to which it broadcasts. */
  private void joined(int i) {
    Op op = List.of(new Add(), new Mul(), new Max(), new Min()).get(random.nextInt(4));
    List<Integer> others = new ArrayList<>(IntStream.range(0, values.size()).boxed().toList());
    Collections.shuffle(others, random);
    Value other =
        others.stream()
            .filter(k -> k != i && shapes.get(k).rank() != shapes.get(i).rank())
            .filter(k -> broadcast(shapes.get(i), shapes.get(k)))
            .findFirst()
            .map(values::get)
            .orElseGet(() -> ones(shapes.get(i), Math.min(MOST_AXES, 1 + random.nextInt(5))));
    boolean first = random.nextBoolean();
    node(op, first ? values.get(i) : other, first ? other : values.get(i));
  }

  private static boolean broadcast(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    Shape left = a.padLeft(rank);
    Shape right = b.padLeft(rank);
    return IntStream.range(0, rank)
        .allMatch(k -> left.size(k) == right.size(k) || left.size(k) == 1 || right.size(k) == 1);
  }

  /** A constant of a rank whose last sizes are those of the shape, or one. */
  private Value ones(Shape shape, int rank) {
    Shape from = shape.padLeft(Math.max(rank, shape.rank()));
    return numbers(
        Shape.of(
            IntStream.range(from.rank() - rank, from.rank())
                .mapToLong(a -> random.nextBoolean() ? 1 : from.size(a))
                .toArray()));
  }

  private List<Integer> permutation(int rank) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    if (random.nextBoolean() && rank > 2) {
      Collections.rotate(order.subList(1, rank), -1);
    } else {
      Collections.shuffle(order, random);
    }
    return order;
  }

  private Value integers(long... numbers) {
    return Value.constant("integers", Constant.of(Tensor.of(numbers, numbers.length)));
  }

  private Value numbers(Shape shape) {
    float[] numbers = new float[Math.toIntExact(shape.elements())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return Value.constant("numbers", Constant.of(Tensor.of(numbers, shape.toArray())));
  }

  /** Appends a node, squashed so that no value grows, unless its result would be too large. */
  private void node(Op op, Value... from) {
    List<@Nullable TensorType> types = new ArrayList<>();
    List<@Nullable Constant> constants = new ArrayList<>();
    for (Value value : from) {
      Constant constant = value.constant();
      types.add(
          constant == null
              ? new TensorType(TensorType.f32(1).dataType(), shapes.get(values.indexOf(value)))
              : new TensorType(constant.dataType(), constant.shape()));
      constants.add(constant);
    }
    Shape shape = op.infer(new OpInputs(op.name(), types, constants, 1)).getFirst().shape();
    if (shape == null || shape.rank() > MOST_AXES || shape.elements() > MOST_ELEMENTS) {
      return;
    }
    Value output = append(op, from);
    boolean grows = op instanceof MatMul || op instanceof Conv || op instanceof Mul;
    add(grows ? append(new Tanh(), output) : output, shape);
  }

  private Value append(Op op, Value... from) {
    Value output = Value.of("v" + nodes.size());
    nodes.add(new Node("n" + nodes.size(), op, Arrays.asList(from), List.of(output)));
    return output;
  }

  private void add(Value value, Shape shape) {
    values.add(value);
    shapes.add(shape);
  }

  @Override
  public String toString() {
    return nodes.stream()
        .map(node ->
            node.output().name()
                + " = "
                + node.op()
                + node.inputs().stream().map(v -> v == null ? "" : v.name()).toList())
        .toList()
        .toString();
  }

  /** Random numbers for the inputs. */
  Tensor tensor(Value input, long seed) {
    TensorType type = input.declared();
    long[] sizes = type == null || type.shape() == null ? new long[0] : type.shape().toArray();
    Random numbers = new Random(seed);
    float[] elements =
        new float[Math.toIntExact(LongStream.of(sizes).reduce(1, Math::multiplyExact))];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (float) numbers.nextGaussian();
    }
    return Tensor.of(elements, sizes);
  }
}
