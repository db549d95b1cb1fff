package io.culebra.nn;

import io.culebra.graph.Value;
import java.util.List;

/** A layer that is one row of the summary: it writes nodes and has weights. */
abstract class PlainLayer<L extends PlainLayer<L>> extends Layer<L> {
  @Override
  final Symbol connect(NetworkBuilder network, String unique, List<Symbol> inputs) {
    LayerScope scope = new LayerScope(network, unique, kind());
    for (Symbol input : inputs) {
      if (input.network() != network) {
        throw scope.fail(input.name() + " belongs to another network");
      }
    }
    Value result = write(scope, inputs.stream().map(Symbol::value).toList());
    return scope.finish(result);
  }

  /** Writes the nodes of the layer and gives their result. */
  abstract Value write(LayerScope scope, List<Value> inputs);
}
