package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.Equal;
import io.culebra.op.Not;
import io.culebra.op.Unsqueeze;

/**
 * A mask that hides what only fills a sequence up: batch x length of ids, int64, becomes batch x 1
 * x 1 x length, bool, true where the id is no padding.
 */
public final class PaddingMask extends UnaryLayer<PaddingMask> {
  private final long padding;

  private PaddingMask(long padding) {
    this.padding = padding;
  }

  /** The mask for sequences that this id fills up. */
  public static PaddingMask of(long padding) {
    return new PaddingMask(padding);
  }

  @Override
  Value write(LayerScope scope, Value ids) {
    scope.requireRank(ids, 2);
    Value filled = scope.node(new Equal(), ids, scope.integers("padding", padding));
    Value there = scope.node(new Not(), filled);
    return scope.node(new Unsqueeze(), there, scope.integers("axes", 1, 2));
  }
}
