package io.culebra.nn;

import io.culebra.graph.Value;
import java.util.List;

/** Tensors one behind the other along one axis. */
public final class Concat extends PlainLayer<Concat> {
  private int axis = 1;

  /** The axis, negative to count from the end; that of the channels, 1, unless told. */
  public Concat axis(int number) {
    axis = number;
    return this;
  }

  @Override
  Value write(LayerScope scope, List<Value> inputs) {
    return scope.node(new io.culebra.op.Concat(axis), inputs.toArray(Value[]::new));
  }
}
