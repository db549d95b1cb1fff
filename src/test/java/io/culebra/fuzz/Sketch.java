package io.culebra.fuzz;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.culebra.tensor.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A graph on its way: values with what they hold, from which further nodes are drawn. */
final class Sketch {
  private static final long[] SIZES = {1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 15, 16, 17, 31, 33, 40};
  private static final double LARGEST = 1e4;

  private final Oracle oracle;
  private final Random random;
  private final int opset;
  private final Style style;
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final List<FuzzCase.Leaf> leaves = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private int names;

  /**
   * What a graph is like.
   *
   * @param special whether inputs hold NaN, infinities and their like
   * @param extreme whether they hold the largest and smallest numbers too
   * @param elements the most elements of an operand
   * @param reuse how often an operand is one that is there already
   * @param empty whether sizes may be 0
   * @param mainly the element type of most operands, null for any
   */
  record Style(
      boolean special,
      boolean extreme,
      int elements,
      double reuse,
      boolean empty,
      @Nullable DataType mainly) {}

  Sketch(Oracle oracle, Random random, int opset, Style style) {
    this.oracle = oracle;
    this.random = random;
    this.opset = opset;
    this.style = style;
  }

  Random random() {
    return random;
  }

  int opset() {
    return opset;
  }

  Style style() {
    return style;
  }

  List<Step> steps() {
    return steps;
  }

  Map<String, Value> values() {
    return values;
  }

  List<FuzzCase.Leaf> leaves() {
    return leaves;
  }

  // Choices.

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** A number from {@code least} to {@code most}. */
  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  @SafeVarargs
  final <T> T any(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** The main type of this graph where the operator takes it, at times another that it takes. */
  DataType type(Set<DataType> types) {
    DataType mainly = style.mainly();
    if (mainly != null && types.contains(mainly) && chance(0.9)) {
      return mainly;
    }
    if (types.contains(DataType.FLOAT) && chance(0.5)) {
      return DataType.FLOAT;
    }
    return any(types.stream().sorted().toList());
  }

  /** An axis, counted from the front or from the end. */
  int axis(int rank) {
    int axis = random.nextInt(rank);
    return chance(0.3) ? axis - rank : axis;
  }

  /** Some of the axes, in order. */
  long[] axes(int rank) {
    return java.util.stream.LongStream.range(0, rank).filter(i -> chance(0.5)).toArray();
  }

  // Shapes.

  long size() {
    return style.empty() && chance(0.08) ? 0 : SIZES[random.nextInt(SIZES.length)];
  }

  /** A shape of so many axes within the limit of elements. */
  long[] shape(int leastRank, int mostRank) {
    long[] sizes = new long[between(leastRank, mostRank)];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = size();
    }
    return limited(sizes, style.elements());
  }

  /** The shape with its largest sizes made smaller until it has few enough elements. */
  static long[] limited(long[] sizes, long most) {
    while (elements(sizes) > most) {
      int largest = 0;
      for (int i = 0; i < sizes.length; i++) {
        largest = sizes[i] > sizes[largest] ? i : largest;
      }
      sizes[largest] = (sizes[largest] + 1) / 2;
    }
    return sizes;
  }

  static long elements(long[] sizes) {
    return Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
  }

  /** A shape that broadcasts with another: fewer axes, ones, or more axes in front. */
  long[] broadcasting(long[] shape) {
    int way = between(0, 7);
    if (way <= 1) {
      return shape.clone();
    }
    if (way == 2) {
      return new long[0];
    }
    if (way == 3) {
      return new long[] {1};
    }
    long[] sizes =
        way <= 5
            ? Arrays.copyOfRange(shape, random.nextInt(shape.length + 1), shape.length)
            : shape.clone();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = chance(0.35) ? 1 : sizes[i] == 1 && chance(0.3) ? between(1, 5) : sizes[i];
    }
    if (way == 7 && sizes.length < 5) {
      long[] more = new long[sizes.length + between(1, Math.min(2, 5 - sizes.length))];
      Arrays.fill(more, 1);
      System.arraycopy(sizes, 0, more, more.length - sizes.length, sizes.length);
      more[0] = chance(0.6) ? 1 : between(2, 3);
      return more;
    }
    return sizes;
  }

  /** Whether two shapes broadcast to something within the limit. */
  boolean broadcast(long[] one, long[] other) {
    int rank = Math.max(one.length, other.length);
    long elements = 1;
    for (int i = 1; i <= rank; i++) {
      long a = i <= one.length ? one[one.length - i] : 1;
      long b = i <= other.length ? other[other.length - i] : 1;
      if (a != b && a != 1 && b != 1) {
        return false;
      }
      elements *= a == 1 ? b : a;
    }
    return elements <= 4L * style.elements();
  }

  // Operands.

  private String name(String prefix) {
    return prefix + names++;
  }

  /** A constant. */
  Value constant(Data data) {
    return add(new FuzzCase.Leaf(name("c"), data, data, true));
  }

  /** A constant list of int64 numbers. */
  Value constant(long... numbers) {
    return constant(Data.longs(numbers));
  }

  /** A new input. */
  Value input(DataType type, Fill fill, long... sizes) {
    return add(
        new FuzzCase.Leaf(name("x"), filled(type, fill, sizes), filled(type, fill, sizes), false));
  }

  /** A new input that holds these. */
  Value input(Data first, Data second) {
    return add(new FuzzCase.Leaf(name("x"), first, second, false));
  }

  private Value add(FuzzCase.Leaf leaf) {
    leaves.add(leaf);
    Value value = leaf.toValue();
    values.put(value.name(), value);
    return value;
  }

  private Data filled(DataType type, Fill fill, long... sizes) {
    Data data = fill.fill(random, type, sizes);
    return style.special() && chance(0.7) ? Special.among(data, random, style.extreme()) : data;
  }

  /** A new input or constant. */
  Value fresh(DataType type, Fill fill, long... sizes) {
    return chance(0.35) ? constant(filled(type, fill, sizes)) : input(type, fill, sizes);
  }

  /** A new input or constant without special numbers, such as indices or bounds. */
  Value plain(DataType type, Fill fill, long... sizes) {
    Data first = fill.fill(random, type, sizes);
    return chance(0.5) ? constant(first) : input(first, fill.fill(random, type, sizes));
  }

  /** A value that is there already. */
  @Nullable Value existing(Predicate<Value> fits) {
    List<Value> found = values.values().stream().filter(fits).toList();
    if (found.isEmpty()) {
      return null;
    }
    return chance(0.5) ? found.getLast() : any(found);
  }

  /** An operand of one of these types, existing or new. */
  Value operand(Set<DataType> types, int leastRank, int mostRank, Fill fill) {
    DataType type = type(types);
    if (chance(style.reuse())) {
      Value value =
          existing(v ->
              types.contains(v.type())
                  && !v.constant()
                  && v.rank() >= leastRank
                  && v.rank() <= mostRank
                  && v.count() <= style.elements() * 2);
      if (value != null) {
        return value;
      }
    }
    return input(type, type.isFloat() ? fill : Fill.of(type), shape(leastRank, mostRank));
  }

  Value operand(Set<DataType> types, int leastRank, int mostRank) {
    return operand(types, leastRank, mostRank, Fill.NORMAL);
  }

  Value operand(Set<DataType> types) {
    return operand(types, 0, 5);
  }

  /** An operand of this type and shape, existing or new. */
  Value shaped(DataType type, Fill fill, long... sizes) {
    if (chance(style.reuse())) {
      Value value = existing(v -> v.type() == type && Arrays.equals(v.sizes(), sizes));
      if (value != null) {
        return value;
      }
    }
    return fresh(type, fill, sizes);
  }

  /** An operand that broadcasts with another, the same one at times. */
  Value broadcasting(Value x, Fill fill) {
    if (chance(0.12)) {
      return x;
    }
    if (chance(style.reuse())) {
      Value value = existing(v -> v.type() == x.type() && broadcast(v.sizes(), x.sizes()));
      if (value != null) {
        return value;
      }
    }
    long[] sizes = broadcasting(x.sizes());
    if (!broadcast(sizes, x.sizes())) {
      sizes = x.sizes();
    }
    return fresh(x.type(), x.type().isFloat() ? fill : Fill.of(x.type()), sizes);
  }

  // Nodes.

  /** Adds a node with one output. */
  Value node(
      String operator, Step.Kind kind, List<@Nullable Value> inputs, AttributeProto... attributes) {
    return java.util.Objects.requireNonNull(
        nodes("", operator, kind, inputs, 1, attributes).getFirst());
  }

  /** Adds a node of ONNX Runtime's own operators with one output. */
  Value microsoft(
      String operator, Step.Kind kind, List<@Nullable Value> inputs, AttributeProto... attributes) {
    return java.util.Objects.requireNonNull(
        nodes("com.microsoft", operator, kind, inputs, 1, attributes).getFirst());
  }

  /** Adds a node with the outputs whose bit is set in {@code wanted}. */
  List<@Nullable Value> nodes(
      String domain,
      String operator,
      Step.Kind kind,
      List<@Nullable Value> inputs,
      int wanted,
      AttributeProto... attributes) {
    List<String> from = new ArrayList<>();
    for (Value input : inputs) {
      from.add(input == null ? "" : input.name());
    }
    while (!from.isEmpty() && from.getLast().isEmpty()) {
      from.removeLast();
    }
    List<String> outputs = new ArrayList<>();
    for (int i = 0; wanted >> i != 0; i++) {
      outputs.add((wanted >> i & 1) == 0 ? "" : name("v"));
    }
    Step step = new Step(domain, operator, List.of(attributes), from, outputs, kind);
    List<@Nullable Value> made = oracle.compute(opset, step, inputs.subList(0, from.size()));
    for (Value value : made) {
      if (value != null) {
        check(step, value);
      }
    }
    steps.add(step);
    for (Value value : made) {
      if (value != null) {
        values.put(value.name(), value);
      }
    }
    return made;
  }

  private void check(Step step, Value value) {
    if (value.count() > 8L * style.elements()) {
      throw new Rejected(step.key() + " gives " + value.count() + " elements");
    }
    for (int i = 0; i < Value.COMPARED; i++) {
      Data data = value.samples()[i];
      if (!style.special() && value.type().isFloat()) {
        if (!data.isFinite() || data.magnitude() > LARGEST) {
          throw new Rejected(step.key() + " leaves the range");
        }
      }
      if (style.special() && !style.extreme() && isSubnormal(data)) {
        throw new Rejected(step.key() + " leaves subnormal numbers, which may be zeros");
      }
      if (!Arrays.equals(data.sizes(), value.samples()[i + 2].sizes())
          || Tolerance.of(value, i) > Tolerance.most(value.type())) {
        throw new Rejected(step.key() + " is unstable here");
      }
    }
  }

  private static boolean isSubnormal(Data data) {
    for (int i = 0; data.isFloat() && i < data.count(); i++) {
      double size = Math.abs(data.get(i));
      if (size > 0 && size < Float.MIN_NORMAL) {
        return true;
      }
    }
    return false;
  }

  // Undoing.

  /** A place to come back to. */
  record Mark(int values, int leaves, int steps) {}

  Mark mark() {
    return new Mark(values.size(), leaves.size(), steps.size());
  }

  /** Forgets what was added since. */
  void back(Mark mark) {
    List<String> names = new ArrayList<>(values.keySet());
    names.subList(mark.values(), names.size()).forEach(values::remove);
    leaves.subList(mark.leaves(), leaves.size()).clear();
    steps.subList(mark.steps(), steps.size()).clear();
  }
}
