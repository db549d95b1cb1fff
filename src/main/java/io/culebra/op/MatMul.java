package io.culebra.op;

import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__MatMul.html">MatMul</a>: the matrix product, as
 * numpy.matmul has it.
 *
 * <p>Inputs: A, ... x M x K; B, ... x K x N; the axes in front broadcast. One with a single axis is
 * a row (A) or a column (B), whose axis the output does not have.
 */
public record MatMul() implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(2, 2);
    inputs.requireType(0, ElementTypes.NUMERIC);
    inputs.requireSameTypes();
    return List.of(new TensorType(inputs.dataType(0), shape(inputs)));
  }

  private static @Nullable Shape shape(OpInputs inputs) {
    inputs.requireRank(0, 1, Integer.MAX_VALUE);
    inputs.requireRank(1, 1, Integer.MAX_VALUE);
    Shape a = inputs.shape(0);
    Shape b = inputs.shape(1);
    if (a == null || b == null) {
      return null;
    }
    inputs.requireDim(1, b.rank() == 1 ? 0 : b.rank() - 2, a.dim(-1));
    Shape batch = Broadcasting.shape(batch(a), batch(b));
    if (batch == null) {
      throw inputs.fail("the axes in front of the matrices don't broadcast");
    }
    List<Dim> dims = new ArrayList<>(batch.dims());
    if (a.rank() > 1) {
      dims.add(a.dim(-2));
    }
    if (b.rank() > 1) {
      dims.add(b.dim(-1));
    }
    return Shape.of(dims);
  }

  private static Shape batch(Shape shape) {
    return Shape.of(shape.dims().subList(0, Math.max(0, shape.rank() - 2)));
  }
}
