package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.Gather;
import io.culebra.op.Mul;
import io.culebra.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table for every index: batch x length, int64, becomes batch x length x size. Indices
 * lie between 0 and {@code rows}, not included.
 */
public final class Embedding extends UnaryLayer<Embedding> {
  private final int rows;
  private final int size;
  private Initializer initializer = Initializer.normal(0.02f);
  private @Nullable String shared;
  private float factor = 1;

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

  /** Uses the table of the embedding of this name, of the same size, and counts none. */
  public Embedding sharing(String embedding) {
    shared = embedding;
    return this;
  }

  /** Multiplies the rows by a number; 1 unless told. */
  public Embedding scaledBy(float number) {
    factor = number;
    return this;
  }

  @Override
  Value write(LayerScope scope, Value x) {
    Value found = scope.node(new Gather(0), table(scope), x);
    return factor == 1
        ? found
        : scope.node(new Mul(), found, scope.constant("factor", new float[] {factor}, 1));
  }

  private Value table(LayerScope scope) {
    if (shared == null) {
      return scope.parameter("table", initializer, new Fans(rows, size), rows, size);
    }
    Value table = scope.weightOf(shared, "table");
    if (!scope.shape(table).equals(Shape.of(rows, size))) {
      throw scope.fail("the table of '" + shared + "' is " + scope.shape(table));
    }
    return table;
  }
}
