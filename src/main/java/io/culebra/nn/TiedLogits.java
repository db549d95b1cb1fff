package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.Gemm;
import io.culebra.op.ShapeOf;

/**
 * A score for every row of an embedding, x E^T, with the embedding's own table: Press and Wolf,
 * "Using the output embedding to improve language models", 2017. Batch x length x size becomes
 * batch x length x rows. The table is counted where it is made.
 */
public final class TiedLogits extends UnaryLayer<TiedLogits> {
  private final String embedding;

  private TiedLogits(String embedding) {
    this.embedding = embedding;
  }

  /** Scores with the table of the {@link Embedding} of this name. */
  public static TiedLogits to(String embedding) {
    return new TiedLogits(embedding);
  }

  @Override
  Value write(LayerScope scope, Value x) {
    scope.requireRank(x, 3);
    Value table = scope.weightOf(embedding, "table");
    long size = scope.size(x, 2);
    long rows = scope.size(table, 0);
    Value flat = scope.node(new io.culebra.op.Reshape(false), x, scope.integers("flat", -1, size));
    Value scores = scope.node(new Gemm(1, 1, false, true), flat, table);
    Value shape =
        scope.node(
            new io.culebra.op.Concat(0),
            scope.node(new ShapeOf(0, 2), x),
            scope.integers("rows", rows));
    return scope.node(new io.culebra.op.Reshape(false), scores, shape);
  }
}
