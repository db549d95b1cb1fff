package io.culebra.graph;

import io.culebra.tensor.Constant;
import io.culebra.tensor.TensorType;
import org.jspecify.annotations.Nullable;

/**
 * What flows between nodes. A value is told from others by identity, not by its name.
 *
 * <p>It is a constant, an input of the graph, or an output of exactly one node.
 */
public final class Value {
  private final String name;
  private final @Nullable TensorType declared;
  private final @Nullable Constant constant;

  private Value(String name, @Nullable TensorType declared, @Nullable Constant constant) {
    this.name = name;
    this.declared = declared;
    this.constant = constant;
  }

  /** An output of a node, of a type that inference will tell. */
  public static Value of(String name) {
    return new Value(name, null, null);
  }

  /** An input of a graph, of the type that the model declares. */
  public static Value input(String name, TensorType declared) {
    return new Value(name, declared, null);
  }

  /** A value that never changes. */
  public static Value constant(String name, Constant constant) {
    return new Value(name, new TensorType(constant.dataType(), constant.shape()), constant);
  }

  /** The name, for people and for the model's inputs and outputs. */
  public String name() {
    return name;
  }

  /** The type that the model declares; null where it declares none. */
  public @Nullable TensorType declared() {
    return declared;
  }

  /** The constant, or null where the value is computed or given. */
  public @Nullable Constant constant() {
    return constant;
  }

  /** Whether the value never changes. */
  public boolean isConstant() {
    return constant != null;
  }

  @Override
  public String toString() {
    return name;
  }
}
