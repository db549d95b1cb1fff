package io.culebra.rewrite;

import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.Affine;
import io.culebra.op.Div;
import io.culebra.op.Mul;
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
 * larger than the result. So do two multiplications of which one shrinks what the other grows, as
 * the first one may overflow. A division by a number is a multiplication where the number is a
 * power of two; by another one it is so only in front of a Softmax, as who rounds the quotient to a
 * whole number sees the difference.
 */
final class FuseAffine extends NodeRewrite {
  /** Arithmetic with a number: an operand, and what is done to it. */
  private record Arithmetic(Value operand, Affine affine) {}

  private static final int MANTISSA = 0x7fffff;

  /** The summand that leaves everything as it is: -0 + 0 is 0, but -0 + -0 is -0. */
  private static final float NOTHING = -0f;

  /** Far less than the last digit of the largest number. */
  private static final float MOST_SUMMAND = 0x1p100f;

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
    if (first != null && first.affine().beta() == 0) {
      float inner = first.affine().alpha();
      float alpha = last.affine().alpha() * inner;
      if (holds(inner, last.affine(), alpha)) {
        edit.replace(node, new Affine(alpha, last.affine().beta()), first.operand());
      }
    }
  }

  /**
   * Whether multiplying by {@code product} and adding is what multiplying by {@code first} and then
   * {@code last} are: no intermediate value is out of range unless the result is.
   */
  private static boolean holds(float first, Affine last, float product) {
    float second = Math.abs(last.alpha());
    boolean sameWay =
        second == 1
            || (Math.abs(first) >= 1 && second >= 1)
            || (Math.abs(first) <= 1 && second <= 1);
    return sameWay && Math.abs(product) >= Float.MIN_NORMAL && isModest(product, last.beta());
  }

  /**
   * Whether all is finite, and the summand too small to bring back from beyond the range a product
   * that has overflown, where both are rounded as one.
   */
  private static boolean isModest(float factor, float summand) {
    return Float.isFinite(factor) && Math.abs(summand) < MOST_SUMMAND;
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
        number.isEmpty() ? null : affine(node, (float) number.getAsDouble(), swapped, edit);
    boolean kept = edit.rank(operand) >= 0 && edit.rank(operand) == edit.rank(node.output());
    return affine == null || !kept ? null : new Arithmetic(operand, affine);
  }

  private static @Nullable Affine affine(Node node, float number, boolean swapped, Edit edit) {
    return switch (node.op()) {
      case Mul mul -> new Affine(number, NOTHING);
      case Add add -> new Affine(1, number);
      case Sub sub -> swapped ? new Affine(-1, number) : new Affine(1, -number);
      case Div div when !swapped && isFactor(number, node, edit) -> new Affine(1 / number, NOTHING);
      default -> null;
    };
  }

  /** Whether dividing by a number is as good as multiplying by its inverse. */
  private static boolean isFactor(float number, Node node, Edit edit) {
    float size = Math.abs(number);
    boolean normal =
        size >= Float.MIN_NORMAL && size < Float.POSITIVE_INFINITY && 1 / size >= Float.MIN_NORMAL;
    boolean powerOfTwo = (Float.floatToRawIntBits(number) & MANTISSA) == 0;
    return normal && (powerOfTwo || edit.feedsSoftmax(node.output()));
  }
}
