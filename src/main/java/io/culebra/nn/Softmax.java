package io.culebra.nn;

import io.culebra.graph.Value;

/** Exponentials along one axis, divided by their sum. */
public final class Softmax extends UnaryLayer<Softmax> {
  private int axis = -1;

  /** The axis, negative to count from the end; the last unless told. */
  public Softmax axis(int number) {
    axis = number;
    return this;
  }

  @Override
  Value write(LayerScope scope, Value x) {
    return scope.node(new io.culebra.op.Softmax(axis), x);
  }
}
