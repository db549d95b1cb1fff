package io.culebra.rewrite;

import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.Div;
import io.culebra.op.Mul;
import io.culebra.op.Pow;
import io.culebra.op.Reciprocal;
import io.culebra.op.Sqrt;
import io.culebra.op.Sub;
import io.culebra.op.Sum;
import io.culebra.tensor.DataType;
import java.util.OptionalDouble;

/**
 * Removes arithmetic that changes nothing (times one, plus zero), and puts cheaper operators in the
 * place of Pow with the exponents 2, 0.5 and -1, and Add in the place of a Sum of two.
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
      case Add add when number == 0 -> edit.forward(node, x);
      case Sub sub when number == 0 -> edit.forward(node, x);
      case Mul mul when number == 1 -> edit.forward(node, x);
      case Div div when number == 1 -> edit.forward(node, x);
      case Pow pow when number == 1 -> edit.forward(node, x);
      case Pow pow when number == 2 -> edit.replace(node, new Mul(), x, x);
      case Pow pow when number == 0.5 -> edit.replace(node, new Sqrt(), x);
      case Pow pow when number == -1 -> edit.replace(node, new Reciprocal(), x);
      default -> {}
    }
  }
}
