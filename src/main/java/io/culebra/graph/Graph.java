package io.culebra.graph;

import io.culebra.tensor.InvalidModelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A network: its inputs, its outputs, and the nodes between them in topological order. Immutable,
 * safe for use by many threads.
 */
public final class Graph {
  private final String name;
  private final List<Value> inputs;
  private final List<Value> outputs;
  private final List<Node> nodes;
  private final Map<Value, Node> producers;
  private final Map<Value, List<Node>> consumers;

  /**
   * A graph of these nodes, given in any order. Nodes that no output depends on are left out.
   *
   * @throws InvalidModelException if a value is used but never made, made twice, or depends on
   *     itself
   */
  public Graph(String name, List<Value> inputs, List<Value> outputs, List<Node> nodes) {
    this.name = name;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.producers = producers(nodes);
    this.nodes = new TopologicalOrder().of(this.outputs);
    this.consumers = consumers();
  }

  private Map<Value, Node> producers(List<Node> all) {
    Map<Value, Node> made = new IdentityHashMap<>();
    for (Node node : all) {
      for (Value output : node.outputs()) {
        if (output != null && made.put(output, node) != null) {
          throw new InvalidModelException(node + ": its output " + output + " is made twice");
        }
      }
    }
    return made;
  }

  private Map<Value, List<Node>> consumers() {
    Map<Value, List<Node>> users = new IdentityHashMap<>();
    for (Node node : nodes) {
      for (Value input : new HashSet<>(node.inputs())) {
        if (input != null) {
          users.computeIfAbsent(input, v -> new ArrayList<>()).add(node);
        }
      }
    }
    return users;
  }

  /** The name that the model gives itself. */
  public String name() {
    return name;
  }

  /** What a run is given, in the order of the model. */
  public List<Value> inputs() {
    return inputs;
  }

  /** What a run gives, in the order of the model. */
  public List<Value> outputs() {
    return outputs;
  }

  /** The nodes that the outputs depend on, each behind those it depends on. */
  public List<Node> nodes() {
    return nodes;
  }

  /** The node that makes a value, or null for a constant or an input of the graph. */
  public @Nullable Node producer(Value value) {
    return producers.get(value);
  }

  /** The nodes that use a value, each once. */
  public List<Node> consumers(Value value) {
    return Collections.unmodifiableList(consumers.getOrDefault(value, List.of()));
  }

  /**
   * Whether {@code user} is the only node that uses the value and the value is no output of the
   * graph.
   */
  public boolean isUsedOnlyBy(Value value, Node user) {
    List<Node> users = consumers(value);
    return users.size() == 1 && users.getFirst() == user && !outputs.contains(value);
  }

  /** The constants that the nodes or the outputs use, each once, in order of first use. */
  public List<Value> constants() {
    List<Value> found = new ArrayList<>();
    Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Node node : nodes) {
      for (Value input : node.inputs()) {
        if (input != null && input.isConstant() && seen.add(input)) {
          found.add(input);
        }
      }
    }
    for (Value output : outputs) {
      if (output.isConstant() && seen.add(output)) {
        found.add(output);
      }
    }
    return found;
  }

  /**
   * Depth first from the outputs, without recursion so that a deep network does not overflow the
   * stack.
   */
  private final class TopologicalOrder {
    private final Map<Node, Boolean> finished = new IdentityHashMap<>();
    private final Set<Value> given = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Node> order = new ArrayList<>();
    private final Map<Node, Integer> nextInput = new HashMap<>();

    List<Node> of(List<Value> wanted) {
      given.addAll(inputs);
      for (Value output : wanted) {
        Node producer = producerOf(output, "an output of the graph");
        if (producer != null) {
          visit(producer);
        }
      }
      return List.copyOf(order);
    }

    private void visit(Node root) {
      ArrayDeque<Node> path = new ArrayDeque<>();
      path.push(root);
      while (!path.isEmpty()) {
        Node node = path.getFirst();
        if (Boolean.TRUE.equals(finished.get(node))) {
          path.pop();
          continue;
        }
        finished.putIfAbsent(node, false);
        Node before = nextUnfinished(node);
        if (before == null) {
          finished.put(node, true);
          order.add(node);
          path.pop();
        } else if (finished.containsKey(before)) {
          throw new InvalidModelException(before + " depends on its own output");
        } else {
          path.push(before);
        }
      }
    }

    private @Nullable Node nextUnfinished(Node node) {
      int i = nextInput.getOrDefault(node, 0);
      for (; i < node.inputs().size(); i++) {
        Value input = node.input(i);
        Node producer = input == null ? null : producerOf(input, node.toString());
        if (producer != null && !Boolean.TRUE.equals(finished.get(producer))) {
          nextInput.put(node, i);
          return producer;
        }
      }
      nextInput.put(node, i);
      return null;
    }

    private @Nullable Node producerOf(Value value, String user) {
      Node producer = producers.get(value);
      if (producer == null && !value.isConstant() && !given.contains(value)) {
        throw new InvalidModelException(
            user + ": the value '" + value + "' is used, but nothing makes it");
      }
      return producer;
    }
  }
}
