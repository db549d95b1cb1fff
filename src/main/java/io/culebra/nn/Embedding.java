package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.Gather;

/**
 * A row of a table for every index: batch x length, int64, becomes batch x length x size. Indices
 * lie between 0 and {@code rows}, not included.
 */
public final class Embedding extends UnaryLayer<Embedding> {
  private final int rows;
  private final int size;
  private Initializer initializer = Initializer.normal(0.02f);

  private Embedding(int rows, int size) {
    this.rows = rows;
    this.size = size;
  }

  /**
   * A table.
   *
   * @param rows how many indices there are
   * @param size the numbers of one row
   */
  public static Embedding of(int rows, int size) {
    return new Embedding(rows, size);
  }

  /** What the table is before training; normal numbers of deviation 0.02 unless told. */
  public Embedding initializer(Initializer numbers) {
    initializer = numbers;
    return this;
  }

  @Override
  Value write(LayerScope scope, Value x) {
    Value table = scope.parameter("table", initializer, new Fans(rows, size), rows, size);
    return scope.node(new Gather(0), table, x);
  }
}
