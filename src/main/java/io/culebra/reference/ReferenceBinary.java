package io.culebra.reference;

import io.culebra.kernel.KernelSpec;
import io.culebra.op.Op;
import io.culebra.scalar.BinaryFunction;
import io.culebra.tensor.DataType;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/**
 * Arithmetic of two tensors, element by element, with broadcasting; in double unless both are
 * integers.
 *
 * @param <T> the operator
 */
final class ReferenceBinary<T extends Op> extends Reference<T> {
  ReferenceBinary(Class<T> operator) {
    super(operator);
  }

  @Override
  Loop loop(KernelSpec spec) {
    BinaryFunction function = BinaryFunction.of(op(spec));
    DataType left = spec.input(0).dataType();
    if (left.isFloat() || spec.input(1).dataType().isFloat()) {
      return operands -> runDoubles(function.doubles(), operands);
    }
    return operands -> runLongs(function.integers(left), operands);
  }

  private static void runDoubles(DoubleBinaryOperator function, Operands operands) {
    Numbers a = operands.input(0);
    Numbers b = operands.input(1);
    Numbers y = operands.output();
    for (long i = 0; i < y.count(); i++) {
      double left = a.get(a.broadcast(i, y));
      double right = b.get(b.broadcast(i, y));
      y.set(i, function.applyAsDouble(left, right));
    }
  }

  private static void runLongs(LongBinaryOperator function, Operands operands) {
    Numbers a = operands.input(0);
    Numbers b = operands.input(1);
    Numbers y = operands.output();
    for (long i = 0; i < y.count(); i++) {
      long left = a.getLong(a.broadcast(i, y));
      long right = b.getLong(b.broadcast(i, y));
      y.set(i, function.applyAsLong(left, right));
    }
  }
}
