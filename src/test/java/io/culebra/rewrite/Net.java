package io.culebra.rewrite;

import io.culebra.graph.Graph;
import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.Op;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a small network down for a test, and rewrites it with one pass or with all. */
final class Net {
  private final List<Value> inputs = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Random random = new Random(7);

  /** A float32 input. */
  Value input(long... sizes) {
    return input(TensorType.f32(sizes));
  }

  Value input(TensorType type) {
    Value input = Value.input("input" + inputs.size(), type);
    inputs.add(input);
    return input;
  }

  /** A float32 input whose first axis is as long as {@code symbol} says. */
  Value batch(String symbol, long... others) {
    List<Dim> dims = new ArrayList<>(List.of(Dim.symbol(symbol)));
    Arrays.stream(others).mapToObj(Dim::of).forEach(dims::add);
    return input(new TensorType(DataType.FLOAT, Shape.of(dims)));
  }

  /** Seeded numbers between 0.5 and 1.5, so that they can be a variance too. */
  Value weights(long... sizes) {
    float[] elements = new float[Math.toIntExact(Shape.of(sizes).elements())];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = 0.5f + random.nextFloat();
    }
    return constant(Tensor.of(elements, sizes));
  }

  Value scalar(double number) {
    return constant(Tensor.of(new float[] {(float) number}));
  }

  Value integers(long... numbers) {
    return constant(Tensor.of(numbers, numbers.length));
  }

  Value constant(Tensor tensor) {
    return Value.constant("constant", Constant.of(tensor));
  }

  /** The first output of a new node. */
  Value node(Op op, @Nullable Value... from) {
    String name = "node" + nodes.size();
    Value output = Value.of(name);
    nodes.add(new Node(name, op, Arrays.asList(from), List.of(output)));
    return output;
  }

  Graph graph(Value... outputs) {
    return new Graph("net", inputs, List.of(outputs), nodes);
  }

  /** The graph that ends in these values, rewritten with one pass alone. */
  Graph rewritten(Rewrite pass, Value... outputs) {
    Set<String> others = new HashSet<>(Rewrites.names());
    others.remove(pass.name());
    return Rewriter.rewrite(graph(outputs), Map.of(), others, (node, types) -> null);
  }

  /** The operators that are left by one pass alone. */
  List<String> left(Rewrite pass, Value... outputs) {
    return operators(rewritten(pass, outputs));
  }

  /** The graph that ends in these values, rewritten with all passes, without an evaluator. */
  Graph rewrittenByAll(Value... outputs) {
    return Rewriter.rewrite(graph(outputs), Map.of(), Set.of(), (node, types) -> null);
  }

  /** The operators that are left by all passes. */
  List<String> left(Value... outputs) {
    return operators(rewrittenByAll(outputs));
  }

  static List<String> operators(Graph graph) {
    return graph.nodes().stream().map(node -> node.op().name()).toList();
  }

  /** The only node of this operator. */
  static Node only(Graph graph, String operator) {
    List<Node> found =
        graph.nodes().stream().filter(node -> node.op().name().equals(operator)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " of " + operator + " in " + operators(graph));
    }
    return found.getFirst();
  }
}
