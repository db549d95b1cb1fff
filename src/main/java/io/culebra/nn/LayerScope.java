package io.culebra.nn;

import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.Op;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where one layer writes its nodes and makes its weights; it counts both for the summary. */
final class LayerScope {
  private final NetworkBuilder network;
  private final String name;
  private final String kind;
  private long parameters;
  private long statistics;
  private long multiplyAdds;
  private int nodes;

  LayerScope(NetworkBuilder network, String name, String kind) {
    this.network = network;
    this.name = name;
    this.kind = kind;
  }

  /** A weight that training changes. */
  Value parameter(String part, Initializer initializer, Fans fans, long... sizes) {
    Value value = weight(part, initializer, fans, sizes);
    parameters += Shape.of(sizes).elements();
    return value;
  }

  /** A weight that training does not change, such as a mean over the training data. */
  Value statistic(String part, Initializer initializer, long... sizes) {
    Value value = weight(part, initializer, new Fans(1, 1), sizes);
    statistics += Shape.of(sizes).elements();
    return value;
  }

  private Value weight(String part, Initializer initializer, Fans fans, long... sizes) {
    if (Arrays.stream(sizes).anyMatch(size -> size < 1)) {
      throw fail("the weight '" + part + "' would have the shape " + Arrays.toString(sizes));
    }
    Value value =
        Value.constant(
            name + "/" + part,
            new InitialWeight(Shape.of(sizes), initializer, fans, network.nextSeed()));
    network.add(value);
    return value;
  }

  /** Numbers that belong to the layer's arithmetic and count as nothing. */
  Value constant(String part, float[] numbers, long... sizes) {
    return Value.constant(name + "/" + part, Constant.of(Tensor.of(numbers, sizes)));
  }

  /** Sizes, axes and the like. */
  Value integers(String part, long... numbers) {
    return Value.constant(name + "/" + part, Constant.of(Tensor.of(numbers, numbers.length)));
  }

  /** One index. */
  Value index(String part, long number) {
    return Value.constant(name + "/" + part, Constant.of(Tensor.of(new long[] {number})));
  }

  /** The first output of a new node. */
  Value node(Op op, @Nullable Value... inputs) {
    return node(1, op, inputs).getFirst();
  }

  /** The first outputs of a new node. */
  List<Value> node(int count, Op op, @Nullable Value... inputs) {
    String label = name + "/" + op.name() + (nodes == 0 ? "" : "_" + nodes);
    nodes++;
    List<Value> outputs = new ArrayList<>(List.of(Value.of(label)));
    for (int i = 1; i < count; i++) {
      outputs.add(Value.of(label + ":" + i));
    }
    Node node = new Node(label, op, Arrays.asList(inputs), outputs);
    try {
      network.add(node);
    } catch (InvalidModelException e) {
      throw new InvalidModelException("layer '" + name + "' (" + kind + "): " + e.getMessage(), e);
    }
    multiplyAdds += MultiplyAdds.of(node, this);
    return outputs;
  }

  /** The shape of a value. */
  Shape shape(Value value) {
    return Objects.requireNonNull(type(value).shape());
  }

  /** The size of an axis that the layer's weights depend on; fails where it is not known. */
  long size(Value value, int axis) {
    Shape shape = shape(value);
    int at = axis < 0 ? axis + shape.rank() : axis;
    if (at < 0 || at >= shape.rank()) {
      throw fail("an input of shape " + shape + " has no axis " + axis);
    }
    if (!shape.dim(at).isKnown()) {
      throw fail("axis " + axis + " of its input, " + shape + ", must be of known size");
    }
    return shape.size(at);
  }

  /** Fails unless a value has this many axes, the batch among them. */
  void requireRank(Value value, int rank) {
    if (shape(value).rank() != rank) {
      throw fail("it takes an input of " + rank + " axes and was given " + shape(value));
    }
  }

  /** The element type of a value. */
  DataType dataType(Value value) {
    return type(value).dataType();
  }

  /** A weight of another layer, which counts there. */
  Value weightOf(String layer, String part) {
    Value weight = network.weight(layer + "/" + part);
    if (weight == null) {
      throw fail("there is no layer '" + layer + "' with a " + part + " before it");
    }
    return weight;
  }

  private TensorType type(Value value) {
    return network.type(value);
  }

  /** The exception that says what is wrong with this layer. */
  InvalidModelException fail(String reason) {
    return new InvalidModelException("layer '" + name + "' (" + kind + "): " + reason);
  }

  /** Notes the layer for the summary; the symbol of its result. */
  Symbol finish(Value result) {
    network.add(new LayerSummary(name, kind, shape(result), parameters, statistics, multiplyAdds));
    return new Symbol(network, name, result, type(result));
  }
}
