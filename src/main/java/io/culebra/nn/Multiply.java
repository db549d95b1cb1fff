package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.Mul;
import java.util.List;

/** The product of two or more tensors, whose shapes broadcast as numpy's do. */
public final class Multiply extends PlainLayer<Multiply> {
  @Override
  Value write(LayerScope scope, List<Value> inputs) {
    if (inputs.size() < 2) {
      throw scope.fail("it takes two inputs or more");
    }
    return inputs.stream().reduce((a, b) -> scope.node(new Mul(), a, b)).orElseThrow();
  }
}
