package io.culebra.vector.normalize;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.tensor.Shape;

/** A tensor seen as rows that are normalised, each made of all axes from some axis on. */
final class NormalizedRows {
  private NormalizedRows() {}

  /** Whether scale, and bias where there is one, have an element for each element of a row. */
  static Support support(KernelSpec spec, int axis) {
    long length = spec.output().shape().elements(first(spec.output().shape(), axis), rank(spec));
    boolean fits = length > 0 && length <= Integer.MAX_VALUE / Float.BYTES;
    for (int i = 1; i < 3 && fits; i++) {
      fits = !spec.hasInput(i) || spec.input(i).shape().elements() == length;
    }
    return Support.require(fits, "scale or bias do not have an element per element of a row");
  }

  /** The elements of a row. */
  static int length(Shape shape, int axis) {
    return Math.toIntExact(shape.elements(first(shape, axis), shape.rank()));
  }

  /** The number of rows. */
  static long count(Shape shape, int axis) {
    return shape.elements(0, first(shape, axis));
  }

  private static int first(Shape shape, int axis) {
    return axis < 0 ? axis + shape.rank() : axis;
  }

  private static int rank(KernelSpec spec) {
    return spec.output().shape().rank();
  }
}
