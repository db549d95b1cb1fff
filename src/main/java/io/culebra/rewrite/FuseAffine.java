package io.culebra.rewrite;

import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.Affine;
import io.culebra.op.Div;
import io.culebra.op.Mul;
import io.culebra.op.Op;
import io.culebra.op.PostOp;
import io.culebra.op.Sub;
import io.culebra.tensor.DataType;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Lets Conv, Gemm and MatMul do the arithmetic with a number that follows them, such as the scaling
 * of attention scores; and makes one Affine of a multiplication and an addition of numbers.
 *
 * <p>What can go into weights and bias is left to {@link FoldChannelArithmetic}.
 *
 * <p>An addition and then a multiplication stay apart: the product of both numbers could be far
 * larger than the result.
 */
final class FuseAffine extends NodeRewrite {
  /** Arithmetic with a number: an operand, and what is done to it. */
  private record Arithmetic(Value operand, Affine affine) {}

  FuseAffine() {
    super("fuse-affine");
  }

  @Override
  void visit(Node node, Edit edit) {
    Arithmetic last = arithmetic(node, edit);
    if (last == null) {
      return;
    }
    Node before = edit.soleProducer(last.operand(), node);
    if (before == null || LinearNode.of(before) != null) {
      return;
    }
    if (PostOps.canFollow(before)) {
      PostOps.append(before, new PostOp.Activation(last.affine()), node, edit);
      return;
    }
    Arithmetic first = arithmetic(before, edit);
    if (first != null && first.affine().beta() == 0 && isExact(node) && isExact(before)) {
      float alpha = last.affine().alpha() * first.affine().alpha();
      edit.replace(node, new Affine(alpha, last.affine().beta()), first.operand());
    }
  }

  /**
   * A quotient is not always the product with the inverse; who rounds it down sees the difference.
   */
  private static boolean isExact(Node node) {
    return !(node.op() instanceof Div);
  }

  private static @Nullable Arithmetic arithmetic(Node node, Edit edit) {
    Value left = node.input(0);
    Value right = node.input(1);
    if (node.op() instanceof Affine affine && left != null) {
      return new Arithmetic(left, affine);
    }
    if (left == null || right == null || edit.dataType(left) != DataType.FLOAT) {
      return null;
    }
    OptionalDouble number = Constants.scalar(right);
    boolean swapped = number.isEmpty();
    if (swapped) {
      number = Constants.scalar(left);
    }
    Value operand = swapped ? right : left;
    Affine affine =
        number.isEmpty() ? null : affine(node.op(), (float) number.getAsDouble(), swapped);
    boolean kept = edit.rank(operand) >= 0 && edit.rank(operand) == edit.rank(node.output());
    return affine == null || !kept ? null : new Arithmetic(operand, affine);
  }

  private static @Nullable Affine affine(Op op, float number, boolean swapped) {
    return switch (op) {
      case Mul mul -> new Affine(number, 0);
      case Add add -> new Affine(1, number);
      case Sub sub -> swapped ? new Affine(-1, number) : new Affine(1, -number);
      case Div div when !swapped && number != 0 -> new Affine(1 / number, 0);
      default -> null;
    };
  }
}
