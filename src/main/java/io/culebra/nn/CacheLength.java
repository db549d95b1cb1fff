package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.ShapeOf;
import java.util.List;

/**
 * How many rows a cache has once those of new elements are in it.
 *
 * <p>Inputs: batch x length of anything, the new elements; how many rows there are before, int64,
 * batch. Output: int64, batch.
 */
public final class CacheLength extends PlainLayer<CacheLength> {
  @Override
  Value write(LayerScope scope, List<Value> inputs) {
    if (inputs.size() != 2) {
      throw scope.fail("it takes new elements, and the rows that there are");
    }
    Value added = scope.node(new ShapeOf(1, 2), inputs.getFirst());
    return scope.node(new io.culebra.op.Add(), inputs.getLast(), added);
  }
}
