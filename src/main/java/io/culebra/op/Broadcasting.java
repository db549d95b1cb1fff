package io.culebra.op;

import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ONNX's multidirectional broadcasting: shapes are aligned at their last axis, a missing axis
 * counts as one of size 1, and an axis of size 1 is repeated to the size that the others have.
 */
public final class Broadcasting {
  private Broadcasting() {}

  /**
   * The shape that two shapes broadcast to, or null where they don't fit. A size that is not known
   * is taken to fit; next to a known size other than 1 it must be that size or 1, so the result is
   * that size.
   */
  public static @Nullable Shape shape(Shape one, Shape other) {
    int rank = Math.max(one.rank(), other.rank());
    Shape left = one.padLeft(rank);
    Shape right = other.padLeft(rank);
    List<Dim> dims = new ArrayList<>(rank);
    for (int i = 0; i < rank; i++) {
      Dim dim = dim(left.dim(i), right.dim(i));
      if (dim == null) {
        return null;
      }
      dims.add(dim);
    }
    return Shape.of(dims);
  }

  private static @Nullable Dim dim(Dim one, Dim other) {
    if (one.size() == 1) {
      return other;
    }
    if (other.size() == 1 || one.sameAs(other)) {
      return one;
    }
    if (one.isKnown()) {
      return other.isKnown() ? null : one;
    }
    return other.isKnown() ? other : Dim.unknown();
  }

  /**
   * The shape that all inputs broadcast to, null where the rank of one is not known; fails where
   * they don't fit.
   */
  static @Nullable Shape shape(OpInputs inputs) {
    Shape result = Shape.scalar();
    for (int i = 0; i < inputs.count(); i++) {
      Shape shape = inputs.shape(i);
      if (shape == null) {
        return null;
      }
      result = shape(result, shape);
      if (result == null) {
        throw inputs.fail("the shapes don't broadcast");
      }
    }
    return result;
  }

  /** Fails where input {@code i} cannot be repeated to {@code target} without widening it. */
  static void requireUnidirectional(OpInputs inputs, int i, Shape target) {
    Shape shape = inputs.has(i) ? inputs.shape(i) : null;
    if (shape == null) {
      return;
    }
    Shape result = shape.rank() > target.rank() ? null : shape(shape, target);
    if (result == null || !mayEqual(result, target)) {
      throw inputs.fail("input " + i + " of shape " + shape + " does not broadcast to " + target);
    }
  }

  private static boolean mayEqual(Shape one, Shape other) {
    for (int i = 0; i < one.rank(); i++) {
      if (!one.dim(i).mayEqual(other.dim(i))) {
        return false;
      }
    }
    return true;
  }
}
