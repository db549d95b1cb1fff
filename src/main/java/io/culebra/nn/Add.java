package io.culebra.nn;

import io.culebra.graph.Value;
import java.util.List;

/** The sum of two or more tensors, whose shapes broadcast as numpy's do. */
public final class Add extends PlainLayer<Add> {
  @Override
  Value write(LayerScope scope, List<Value> inputs) {
    if (inputs.size() < 2) {
      throw scope.fail("it takes two inputs or more");
    }
    return inputs.stream()
        .reduce((a, b) -> scope.node(new io.culebra.op.Add(), a, b))
        .orElseThrow();
  }
}
