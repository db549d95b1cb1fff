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
    table.put("Gemm", MatrixImports::gemm);
  }

  /** With beta 0 the third input takes no part, not even where it holds NaN or infinities. */
  private static void gemm(NodeImport node) {
    Attributes attributes = node.attributes();
    Gemm op =
        new Gemm(
            attributes.real("alpha", 1),
            attributes.real("beta", 1),
            attributes.flag("transA", false),
            attributes.flag("transB", false));
    if (op.beta() == 0) {
      node.becomes(op, node.required(0), node.required(1));
    } else {
      node.becomes(op);
    }
  }
}
