package io.culebra.rewrite;

import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.Cast;
import io.culebra.op.Clip;
import io.culebra.op.Concat;
import io.culebra.op.Dropout;
import io.culebra.op.Expand;
import io.culebra.op.Identity;
import io.culebra.op.Pad;
import io.culebra.op.Reshape;
import io.culebra.op.Slice;
import io.culebra.op.Tile;
import io.culebra.op.Transpose;
import io.culebra.op.VariadicElementwise;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Removes nodes that give what they are given: Identity, Dropout, a Cast to the same type. */
final class RemoveNoOps extends NodeRewrite {
  RemoveNoOps() {
    super("remove-no-ops");
  }

  @Override
  void visit(Node node, Edit edit) {
    Value input = node.input(0);
    if (input != null && edit.isUsed(node.output()) && changesNothing(node, input, edit)) {
      edit.forward(node, input);
    }
  }

  private static boolean changesNothing(Node node, Value input, Edit edit) {
    return switch (node.op()) {
      case Identity op -> true;
      case Dropout op -> true;
      case Cast op -> op.to() == edit.dataType(input);
      case Clip op -> op.min() == Float.NEGATIVE_INFINITY && op.max() == Float.POSITIVE_INFINITY;
      case Transpose op -> Permutations.isIdentity(op.perm(), edit.rank(input));
      case Concat op -> node.inputs().size() == 1;
      case VariadicElementwise op -> node.inputs().size() == 1;
      case Reshape op -> edit.sameShape(input, node.output());
      case Expand op ->
          Constants.integers(node.input(1)) != null && edit.sameShape(input, node.output());
      case Tile op -> edit.sameShape(input, node.output());
      case Pad op -> isAll(0, node.input(1));
      case Slice op ->
          edit.sameShape(input, node.output())
              && (node.input(4) == null || isAll(1, node.input(4)));
      default -> false;
    };
  }

  private static boolean isAll(long wanted, @Nullable Value value) {
    long[] numbers = Constants.integers(value);
    return numbers != null && Arrays.stream(numbers).allMatch(number -> number == wanted);
  }
}
