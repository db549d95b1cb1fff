package io.culebra.op;

import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Gemm.html">Gemm</a>: alpha A B + beta C.
 *
 * <p>Inputs: A, M x K; B, K x N; optionally C, which broadcasts to M x N. Output: M x N.
 *
 * @param alpha the factor of the product
 * @param beta the factor of C
 * @param transA whether A is given as K x M
 * @param transB whether B is given as N x K
 */
public record Gemm(float alpha, float beta, boolean transA, boolean transB) implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(2, 3);
    inputs.requireType(0, ElementTypes.NUMERIC);
    inputs.requireSameTypes();
    inputs.requireRank(0, 2, 2);
    inputs.requireRank(1, 2, 2);
    Shape a = inputs.shape(0);
    Shape b = inputs.shape(1);
    if (a != null) {
      inputs.requireDim(1, transB ? 1 : 0, a.dim(transA ? 0 : 1));
    }
    Dim rows = a == null ? Dim.unknown() : a.dim(transA ? 1 : 0);
    Dim columns = b == null ? Dim.unknown() : b.dim(transB ? 0 : 1);
    Shape shape = Shape.of(List.of(rows, columns));
    Broadcasting.requireUnidirectional(inputs, 2, shape);
    return List.of(new TensorType(inputs.dataType(0), shape));
  }
}
