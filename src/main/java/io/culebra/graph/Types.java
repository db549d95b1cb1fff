package io.culebra.graph;

import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The type of every value of a graph, as far as it is known. */
public final class Types {
  private final Map<Value, TensorType> types = new IdentityHashMap<>();

  /** Sets the type of a value. */
  void put(Value value, TensorType type) {
    types.put(value, type);
  }

  /**
   * The type of a value.
   *
   * @throws IllegalArgumentException if the value does not belong to the graph
   */
  public TensorType of(Value value) {
    TensorType type = types.get(value);
    if (type == null) {
      type = value.declared();
    }
    if (type == null) {
      throw new IllegalArgumentException("no type was inferred for the value '" + value + "'");
    }
    return type;
  }

  /** The shape of a value, perhaps with symbols; null where not even its rank is known. */
  public @Nullable Shape shape(Value value) {
    return of(value).shape();
  }
}
