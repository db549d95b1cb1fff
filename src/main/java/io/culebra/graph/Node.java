package io.culebra.graph;

import io.culebra.op.Op;
import io.culebra.tensor.VisibleText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One use of an operator in a graph; told from others by identity.
 *
 * <p>An optional input or output that is left out is null, so that the others keep their place.
 */
public final class Node {
  /** Of a name in a message. */
  private static final int LONGEST_NAME = 120;

  private final String name;
  private final Op op;
  private final List<@Nullable Value> inputs;
  private final List<@Nullable Value> outputs;

  /** A node; the lists are copied, and trailing nulls are dropped. */
  public Node(
      String name,
      Op op,
      List<? extends @Nullable Value> inputs,
      List<? extends @Nullable Value> outputs) {
    this.name = name;
    this.op = op;
    this.inputs = trimmed(inputs);
    this.outputs = trimmed(outputs);
  }

  private static List<@Nullable Value> trimmed(List<? extends @Nullable Value> values) {
    int size = values.size();
    while (size > 0 && values.get(size - 1) == null) {
      size--;
    }
    return Collections.unmodifiableList(new ArrayList<@Nullable Value>(values.subList(0, size)));
  }

  /** The name, as the model gives it. */
  public String name() {
    return name;
  }

  /** The operator. */
  public Op op() {
    return op;
  }

  /** The inputs in order, null where an optional one is left out. */
  public List<@Nullable Value> inputs() {
    return inputs;
  }

  /** The outputs in order, null where an optional one is left out. */
  public List<@Nullable Value> outputs() {
    return outputs;
  }

  /** Input {@code i}, or null where it is left out. */
  public @Nullable Value input(int i) {
    return i < inputs.size() ? inputs.get(i) : null;
  }

  /** The first output. */
  public Value output() {
    Value first = outputs.isEmpty() ? null : outputs.getFirst();
    if (first == null) {
      throw new IllegalStateException(this + " has no first output");
    }
    return first;
  }

  /** The operator and the name, as messages show a node. */
  @Override
  public String toString() {
    return op.name() + " '" + VisibleText.of(name, LONGEST_NAME) + "'";
  }
}
