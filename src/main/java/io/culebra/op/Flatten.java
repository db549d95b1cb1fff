package io.culebra.op;

import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Flatten.html">Flatten</a>: its input as a matrix:
 * the axes before {@code axis} become the rows, the others the columns.
 *
 * @param axis the first axis that goes into the columns, 0 to the rank, negative to count from the
 *     end
 */
public record Flatten(int axis) implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, 1);
    return List.of(new TensorType(inputs.dataType(0), shape(inputs)));
  }

  private Shape shape(OpInputs inputs) {
    Shape shape = inputs.shape(0);
    if (shape == null) {
      return Shape.of(List.of(Dim.unknown(), Dim.unknown()));
    }
    int at = axis == shape.rank() ? axis : shape.rank() == 0 ? -1 : inputs.axis(axis, shape.rank());
    if (at < 0) {
      throw inputs.fail("axis " + axis + " of a scalar");
    }
    return Shape.of(List.of(product(shape, 0, at), product(shape, at, shape.rank())));
  }

  private static Dim product(Shape shape, int from, int to) {
    Dim product = Dim.of(1);
    for (int i = from; i < to; i++) {
      product = product.times(shape.dim(i));
    }
    return product;
  }
}
