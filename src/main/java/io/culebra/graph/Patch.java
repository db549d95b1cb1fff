package io.culebra.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Edits to a graph, collected and then applied at once: nodes added, nodes removed, uses of one
 * value replaced by another. Nodes that nothing depends on any more disappear by themselves.
 *
 * <p>For one thread. Reads go to the old graph until {@link #apply} makes the new one.
 */
public final class Patch {
  private final Graph graph;
  private final List<Node> added = new ArrayList<>();
  private final Set<Node> removed = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Value, Value> replaced = new IdentityHashMap<>();

  /** No edits yet. */
  public Patch(Graph graph) {
    this.graph = graph;
  }

  /** Adds a node. It may make the outputs of a node that is removed. */
  public Patch add(Node node) {
    added.add(node);
    return this;
  }

  /**
   * Removes a node; its outputs must be made by an added node or replaced, or be used by nobody.
   */
  public Patch remove(Node node) {
    removed.add(node);
    return this;
  }

  /** Puts {@code with} in the place of {@code old}, and keeps the outputs of {@code old}. */
  public Patch replace(Node old, Node with) {
    return remove(old).add(with);
  }

  /**
   * Lets every use of {@code old}, in nodes and among the graph's outputs, mean {@code with}. An
   * output of the graph keeps its place; who needs its name asks the model, not the value.
   */
  public Patch replaceUses(Value old, Value with) {
    replaced.put(old, with);
    return this;
  }

  /** Whether a node is about to be removed, so that a pass does not match it twice. */
  public boolean removes(Node node) {
    return removed.contains(node);
  }

  /** Whether there is nothing to apply. */
  public boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty() && replaced.isEmpty();
  }

  /** The edited graph; the old one if there were no edits. */
  public Graph apply() {
    if (isEmpty()) {
      return graph;
    }
    List<Node> nodes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (!removed.contains(node)) {
        nodes.add(renewed(node));
      }
    }
    for (Node node : added) {
      nodes.add(renewed(node));
    }
    return new Graph(
        graph.name(), graph.inputs(), graph.outputs().stream().map(this::current).toList(), nodes);
  }

  private Node renewed(Node node) {
    boolean changed = false;
    List<@Nullable Value> inputs = new ArrayList<>();
    for (Value input : node.inputs()) {
      Value now = input == null ? null : current(input);
      changed |= now != input;
      inputs.add(now);
    }
    return changed ? new Node(node.name(), node.op(), inputs, node.outputs()) : node;
  }

  private Value current(Value value) {
    Value now = value;
    for (Value next = replaced.get(now); next != null; next = replaced.get(now)) {
      now = next;
    }
    return now;
  }
}
