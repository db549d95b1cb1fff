package io.culebra.nn;

import io.culebra.graph.Value;
import java.util.List;

/** A layer of one input. */
abstract class UnaryLayer<L extends UnaryLayer<L>> extends PlainLayer<L> {
  @Override
  final Value write(LayerScope scope, List<Value> inputs) {
    if (inputs.size() != 1) {
      throw scope.fail("it takes one input and was given " + inputs.size());
    }
    return write(scope, inputs.getFirst());
  }

  /** Writes the nodes of the layer and gives their result. */
  abstract Value write(LayerScope scope, Value x);
}
