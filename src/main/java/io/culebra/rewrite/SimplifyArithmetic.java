package io.culebra.rewrite;

import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.Div;
import io.culebra.op.Mul;
import io.culebra.op.Pow;
import io.culebra.op.Reciprocal;
import io.culebra.op.Sub;
import io.culebra.op.Sum;
import io.culebra.tensor.DataType;
import java.util.OptionalDouble;

/**
 * Removes arithmetic that changes nothing (times one, minus zero), and puts cheaper operators in
 * the place of Pow with the exponents 2 and -1, and Add in the place of a Sum of two.
 *
 * <p>Plus zero makes 0 of -0, and only minus zero changes nothing. Pow with the exponent 0.5 is not
 * Sqrt: it gives infinity for minus infinity, and 0 for -0.
 */
final class SimplifyArithmetic extends NodeRewrite {
  SimplifyArithmetic() {
    super("simplify-arithmetic");
  }

  @Override
  void visit(Node node, Edit edit) {
    Value x = node.input(0);
    Value y = node.input(1);
    if (x == null || y == null || edit.dataType(x) != DataType.FLOAT) {
      return;
    }
    if (node.op() instanceof Sum && node.inputs().size() == 2) {
      edit.replace(node, new Add(), x, y);
    } else if (isKept(x, node, edit)) {
      simplify(node, x, Constants.scalar(y), edit);
    } else if (node.op() instanceof Add || node.op() instanceof Mul) {
      if (isKept(y, node, edit)) {
        simplify(node, y, Constants.scalar(x), edit);
      }
    }
  }

  /**
   * Whether the other input, of one element, does not give the result more axes than the operand.
   */
  private static boolean isKept(Value operand, Node node, Edit edit) {
    return !operand.isConstant()
        && edit.rank(operand) >= 0
        && edit.rank(operand) == edit.rank(node.output());
  }

  private static void simplify(Node node, Value x, OptionalDouble other, Edit edit) {
    if (other.isEmpty()) {
      return;
    }
    double number = other.getAsDouble();
    switch (node.op()) {
      case Add add when isZero(-0.0, number) -> edit.forward(node, x);
      case Sub sub when isZero(0.0, number) -> edit.forward(node, x);
      case Mul mul when number == 1 -> edit.forward(node, x);
      case Div div when number == 1 -> edit.forward(node, x);
      case Pow pow when number == 1 -> edit.forward(node, x);
      case Pow pow when number == 2 -> edit.replace(node, new Mul(), x, x);
      case Pow pow when number == -1 -> edit.replace(node, new Reciprocal(), x);
      default -> {}
    }
  }

  /** Whether a number is the zero of this sign: -0 + 0 and -0 - -0 are 0, not -0. */
  private static boolean isZero(double zero, double number) {
    return Double.compare(zero, number) == 0;
  }
}
