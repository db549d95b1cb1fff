package io.culebra.rewrite;

import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.Transpose;
import java.util.List;

/** Makes one Transpose of two that follow each other. */
final class MergeTransposes extends NodeRewrite {
  MergeTransposes() {
    super("merge-transposes");
  }

  @Override
  void visit(Node node, Edit edit) {
    Node before = edit.producer(node.input(0));
    if (node.op() instanceof Transpose second
        && before != null
        && before.op() instanceof Transpose first) {
      Value input = before.input(0);
      int rank = input == null ? -1 : edit.rank(input);
      if (rank >= 0) {
        List<Integer> both =
            Permutations.compose(
                Permutations.explicit(first.perm(), rank),
                Permutations.explicit(second.perm(), rank));
        edit.replace(node, new Transpose(both), input);
      }
    }
  }
}
