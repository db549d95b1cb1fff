package io.culebra.op;

import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** A shape that an input gives as a list of int64 sizes. */
final class GivenShape {
  private GivenShape() {}

  /**
   * The shape that input {@code i} gives: its sizes where it is constant, else as many unknown ones
   * as it has elements; null where not even their number is known. Fails on a negative size.
   */
  static @Nullable Shape of(OpInputs inputs, int i) {
    long[] sizes = inputs.integers(i);
    if (sizes == null) {
      return ofUnknownSizes(inputs, i);
    }
    for (long size : sizes) {
      if (size < 0) {
        throw inputs.fail("a size of " + size);
      }
    }
    return Shape.of(sizes);
  }

  /**
   * As many unknown sizes as input {@code i} has elements; null where their number is not known.
   */
  static @Nullable Shape ofUnknownSizes(OpInputs inputs, int i) {
    Shape shape = inputs.shape(i);
    if (shape == null || shape.rank() != 1 || !shape.dim(0).isKnown()) {
      return null;
    }
    if (shape.size(0) > OpInputs.MOST_INTEGERS) {
      throw inputs.fail("a shape with " + shape.size(0) + " axes");
    }
    return Shape.of(Collections.nCopies((int) shape.size(0), Dim.unknown()));
  }
}
