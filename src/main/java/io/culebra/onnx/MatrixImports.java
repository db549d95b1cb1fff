package io.culebra.onnx;

import io.culebra.op.Einsum;
import io.culebra.op.Gemm;
import io.culebra.op.MatMul;

/** Products of matrices. */
final class MatrixImports {
  private MatrixImports() {}

  static void addTo(ImportTable table) {
    table.put("MatMul", n -> n.becomes(new MatMul()));
    table.put("Einsum", n -> n.becomes(new Einsum(n.attributes().text("equation", ""))));
    table.put(
        "Gemm",
        n ->
            n.becomes(
                new Gemm(
                    n.attributes().real("alpha", 1),
                    n.attributes().real("beta", 1),
                    n.attributes().flag("transA", false),
                    n.attributes().flag("transB", false))));
  }
}
