package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.TensorScatter;
import java.util.List;

/**
 * Puts rows into a cache of fixed size: the keys or values of new tokens behind those of the tokens
 * before.
 *
 * <p>Inputs: the cache, batch x room x size; the rows, batch x length x size; where the first of
 * them goes in each sequence, int64, batch. Output: the shape of the cache. A run that is given the
 * same tensor for the cache and for this output copies the rows and nothing else.
 */
public final class CacheAppend extends PlainLayer<CacheAppend> {
  @Override
  Value write(LayerScope scope, List<Value> inputs) {
    if (inputs.size() != 3) {
      throw scope.fail("it takes a cache, rows, and the places of the first of them");
    }
    return scope.node(new TensorScatter(1, false), inputs.get(0), inputs.get(1), inputs.get(2));
  }
}
