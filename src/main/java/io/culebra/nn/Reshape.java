package io.culebra.nn;

import io.culebra.graph.Value;

/** The same elements in another shape; the batch stays. */
public final class Reshape extends UnaryLayer<Reshape> {
  private final long[] sizes;

  private Reshape(long... sizes) {
    this.sizes = sizes;
  }

  /**
   * A new shape.
   *
   * @param sizes those of one element of the batch; -1, once, stands for what is left
   */
  public static Reshape of(long... sizes) {
    return new Reshape(sizes.clone());
  }

  @Override
  Value write(LayerScope scope, Value x) {
    long[] whole = new long[sizes.length + 1];
    System.arraycopy(sizes, 0, whole, 1, sizes.length);
    return scope.node(new io.culebra.op.Reshape(false), x, scope.integers("shape", whole));
  }
}
