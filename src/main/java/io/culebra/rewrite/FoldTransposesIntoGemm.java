package io.culebra.rewrite;

import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.Gemm;
import io.culebra.op.MatMul;
import io.culebra.op.Transpose;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets Gemm read its matrices transposed in place of transposing them; so too a MatMul of matrices.
 */
final class FoldTransposesIntoGemm extends NodeRewrite {
  FoldTransposesIntoGemm() {
    super("fold-transposes-into-gemm");
  }

  @Override
  void visit(Node node, Edit edit) {
    Value a = node.input(0);
    Value b = node.input(1);
    if (a == null || b == null) {
      return;
    }
    Gemm gemm = asGemm(node, a, b, edit);
    if (gemm == null) {
      return;
    }
    Value plainA = untransposed(a, edit);
    Value plainB = untransposed(b, edit);
    if (plainA == null && plainB == null) {
      return;
    }
    List<@Nullable Value> inputs = new ArrayList<>(node.inputs());
    inputs.set(0, plainA == null ? a : plainA);
    inputs.set(1, plainB == null ? b : plainB);
    Gemm flipped =
        new Gemm(
            gemm.alpha(),
            gemm.beta(),
            gemm.transA() != (plainA != null),
            gemm.transB() != (plainB != null));
    edit.replace(node, flipped, inputs);
  }

  private static @Nullable Gemm asGemm(Node node, Value a, Value b, Edit edit) {
    return switch (node.op()) {
      case Gemm gemm -> gemm;
      case MatMul matMul ->
          edit.rank(a) == 2 && edit.rank(b) == 2 ? new Gemm(1, 1, false, false) : null;
      default -> null;
    };
  }

  /** What a matrix is the transpose of, or null if it is not transposed. */
  private static @Nullable Value untransposed(Value matrix, Edit edit) {
    Node producer = edit.producer(matrix);
    return producer != null
            && producer.op() instanceof Transpose transpose
            && edit.rank(matrix) == 2
            && !Permutations.isIdentity(transpose.perm(), 2)
        ? producer.input(0)
        : null;
  }
}
