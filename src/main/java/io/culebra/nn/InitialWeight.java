package io.culebra.nn;

import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A float32 weight as its initialiser makes it; it takes no memory before it is read. */
final class InitialWeight implements Constant {
  private final Shape shape;
  private final Initializer initializer;
  private final Fans fans;
  private final long seed;

  InitialWeight(Shape shape, Initializer initializer, Fans fans, long seed) {
    this.shape = shape;
    this.initializer = initializer;
    this.fans = fans;
    this.seed = seed;
  }

  @Override
  public DataType dataType() {
    return DataType.FLOAT;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public void copyTo(MemorySegment target) {
    long elements = shape.elements();
    for (long i = 0; i < elements; i++) {
      target.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i, initializer.element(i, seed, fans));
    }
  }
}
