package io.culebra.reference;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.UnaryElementwise;
import io.culebra.scalar.UnaryFunction;
import io.culebra.tensor.DataType;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/**
 * An operator that maps every element by itself.
 *
 * @param <T> the operator
 */
final class ReferenceUnary<T extends UnaryElementwise> extends Reference<T> {
  ReferenceUnary(Class<T> operator) {
    super(operator);
  }

  @Override
  Support accepts(KernelSpec spec) {
    DataType type = spec.input(0).dataType();
    boolean mapped = type.isFloat() || UnaryFunction.hasIntegers(op(spec));
    return Support.require(mapped, "it does not map " + type);
  }

  @Override
  Loop loop(KernelSpec spec) {
    DataType type = spec.input(0).dataType();
    if (type.isFloat()) {
      DoubleUnaryOperator function = UnaryFunction.doubles(op(spec));
      return operands -> {
        Numbers x = operands.input(0);
        for (long i = 0; i < x.count(); i++) {
          operands.output().set(i, function.applyAsDouble(x.get(i)));
        }
      };
    }
    LongUnaryOperator function = UnaryFunction.integers(op(spec), type);
    return operands -> {
      Numbers x = operands.input(0);
      for (long i = 0; i < x.count(); i++) {
        operands.output().set(i, function.applyAsLong(x.getLong(i)));
      }
    };
  }
}
