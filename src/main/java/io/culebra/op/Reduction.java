package io.culebra.op;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An operator that makes one element of all elements along some axes.
 *
 * <p>Inputs: the data; optionally the axes, int64, negative ones counted from the end.
 */
public interface Reduction extends Op {
  /** Whether the reduced axes stay, with size 1. */
  boolean keepDims();

  /** Whether no axes mean that nothing is reduced; otherwise they mean all. */
  boolean noopWithEmptyAxes();

  /** The element types that ONNX declares the operator for. */
  default Set<DataType> elementTypes() {
    return ElementTypes.NUMERIC;
  }

  /**
   * Which axes are reduced of a tensor whose rank is the length of the result, given the axes of
   * the second input.
   */
  default boolean[] reduced(long[] axes, int rank) {
    boolean[] reduced = new boolean[rank];
    if (axes.length == 0 && !noopWithEmptyAxes()) {
      Arrays.fill(reduced, true);
    }
    for (long axis : axes) {
      reduced[(int) (axis < 0 ? axis + rank : axis)] = true;
    }
    return reduced;
  }

  @Override
  default List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, 2);
    inputs.requireType(0, elementTypes());
    inputs.requireType(1, ElementTypes.INT64);
    return List.of(new TensorType(inputs.dataType(0), shape(inputs)));
  }

  private @Nullable Shape shape(OpInputs inputs) {
    Shape shape = inputs.shape(0);
    if (shape == null) {
      return null;
    }
    long[] axes = inputs.has(1) ? inputs.integers(1) : new long[0];
    if (axes == null) {
      return keepDims() ? Shape.of(Collections.nCopies(shape.rank(), Dim.unknown())) : null;
    }
    for (long axis : axes) {
      inputs.axis(axis, shape.rank());
    }
    boolean[] reduced = reduced(axes, shape.rank());
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < reduced.length; i++) {
      if (!reduced[i]) {
        dims.add(shape.dim(i));
      } else if (keepDims()) {
        dims.add(Dim.of(1));
      }
    }
    return Shape.of(dims);
  }
}
