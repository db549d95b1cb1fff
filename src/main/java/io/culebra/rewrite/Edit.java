package io.culebra.rewrite;

import io.culebra.graph.Graph;
import io.culebra.graph.Node;
import io.culebra.graph.Patch;
import io.culebra.graph.Types;
import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.Op;
import io.culebra.op.Softmax;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one pass sees of a graph, and the replacements that it collects. For one thread. */
final class Edit {
  private final Graph graph;
  private final Types types;
  private final Patch patch;
  private final Set<Value> outputs;
  private final Map<Value, Value> forwarded = new IdentityHashMap<>();

  Edit(Graph graph, Types types) {
    this.graph = graph;
    this.types = types;
    this.patch = new Patch(graph);
    this.outputs = new HashSet<>(graph.outputs());
  }

  /** The node that makes a value, or null for a constant or an input of the graph. */
  @Nullable Node producer(@Nullable Value value) {
    return value == null ? null : graph.producer(value);
  }

  /** The node that makes a value for {@code user} and nobody else, or null. */
  @Nullable Node soleProducer(@Nullable Value value, Node user) {
    return value != null && graph.isUsedOnlyBy(value, user) ? graph.producer(value) : null;
  }

  /** Whether some node or the caller of the network uses a value. */
  boolean isUsed(@Nullable Value value) {
    return value != null && (outputs.contains(value) || !graph.consumers(value).isEmpty());
  }

  /** Whether a value goes into a Softmax and nowhere else, perhaps with a mask added to it. */
  boolean feedsSoftmax(Value value) {
    List<Node> users = graph.consumers(value);
    if (users.size() != 1 || outputs.contains(value)) {
      return false;
    }
    Node user = users.getFirst();
    return user.op() instanceof Softmax
        || (user.op() instanceof Add
            && graph.isUsedOnlyBy(value, user)
            && graph.consumers(user.output()).stream().allMatch(n -> n.op() instanceof Softmax)
            && !outputs.contains(user.output()));
  }

  /** The shape of a value, perhaps with symbols; null where not even its rank is known. */
  @Nullable Shape shape(Value value) {
    return types.shape(value);
  }

  /** The rank of a value, or -1 where it is not known. */
  int rank(Value value) {
    Shape shape = types.shape(value);
    return shape == null ? -1 : shape.rank();
  }

  /** The element type of a value. */
  DataType dataType(Value value) {
    return types.of(value).dataType();
  }

  /** Whether both values are certainly of the same shape. */
  boolean sameShape(Value a, Value b) {
    Shape left = shape(a);
    Shape right = shape(b);
    if (left == null || right == null || left.rank() != right.rank()) {
      return false;
    }
    for (int i = 0; i < left.rank(); i++) {
      if (!left.dim(i).sameAs(right.dim(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * The first way in which {@code node} is the end of {@code pattern} and the match is acceptable.
   */
  Optional<Match> find(Pattern pattern, Node node, Predicate<Match> acceptable) {
    return pattern.match(graph, node.output(), Match.NOTHING).filter(acceptable).findFirst();
  }

  /** The first way in which {@code node} is the end of {@code pattern}. */
  Optional<Match> find(Pattern pattern, Node node) {
    return find(pattern, node, match -> true);
  }

  /** The output of a new node in front of a replacement. */
  Value add(String name, Op op, Value... inputs) {
    Value output = Value.of(name);
    patch.add(new Node(name, op, Arrays.asList(inputs), List.of(output)));
    return output;
  }

  /** Lets {@code op} make what {@code old} makes. */
  void replace(Node old, Op op, @Nullable Value... inputs) {
    replace(old, op, Arrays.asList(inputs));
  }

  /** Lets {@code op} make what {@code old} makes. */
  void replace(Node old, Op op, List<? extends @Nullable Value> inputs) {
    patch.replace(old, new Node(old.name(), op, inputs, old.outputs()));
  }

  /**
   * Lets every use of the output of {@code node} mean {@code same}, which has the same elements.
   *
   * <p>An output of the graph stays where its place would be taken by an input, a constant or
   * another output: the planner may count on outputs being made by nodes of their own.
   */
  void forward(Node node, Value same) {
    Value old = node.output();
    Value source = forwarded.getOrDefault(same, same);
    if (!outputs.contains(old)) {
      forwarded.put(old, source);
      patch.replaceUses(old, source);
    } else if (graph.producer(source) != null && outputs.add(source)) {
      outputs.remove(old);
      forwarded.put(old, source);
      patch.replaceUses(old, source);
    }
  }

  Graph apply() {
    return patch.apply();
  }
}
