package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.Objects;

/**
 * A tensor of a network that is being written: its type is known, its elements are not.
 *
 * <p>Layers are applied to symbols and give symbols.
 */
public final class Symbol {
  private final NetworkBuilder network;
  private final String name;
  private final Value value;
  private final TensorType type;

  Symbol(NetworkBuilder network, String name, Value value, TensorType type) {
    this.network = network;
    this.name = name;
    this.value = value;
    this.type = type;
  }

  /** The name of the layer or the input that it comes from. */
  public String name() {
    return name;
  }

  /** The shape, with symbols for the batch and whatever else is chosen per run. */
  public Shape shape() {
    return Objects.requireNonNull(type.shape());
  }

  /** The element type. */
  public DataType dataType() {
    return type.dataType();
  }

  /** The result of a layer that this is put into. */
  public Symbol then(Layer<?> layer) {
    return layer.apply(this);
  }

  /** The same under another name, which it has as an output of the network. */
  public Symbol named(String other) {
    return new Symbol(network, network.nameOf(other), value, type);
  }

  /** The network that it belongs to. */
  NetworkBuilder network() {
    return network;
  }

  /** What stands for it in the graph. */
  Value value() {
    return value;
  }

  @Override
  public String toString() {
    return name + ": " + type;
  }
}
