package io.culebra.portable;

import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.UnaryElementwise;
import io.culebra.scalar.UnaryFunction;
import io.culebra.tensor.DataType;
import java.util.List;

/**
 * An operator that maps every element by itself.
 *
 * @param <T> the operator
 */
final class PortableUnary<T extends UnaryElementwise> extends Portable<T> {
  PortableUnary(Class<T> operator) {
    super(operator);
  }

  @Override
  Support accepts(KernelSpec spec) {
    DataType type = spec.input(0).dataType();
    boolean mapped = type.isFloat() || UnaryFunction.hasIntegers(op(spec));
    return supportsNumbers(spec).and(Support.require(mapped, "it does not map " + type));
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return eitherLayout(spec, 1);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    DataType type = spec.input(0).dataType();
    Elementwise.Pass pass =
        type.isFloat()
            ? FunctionRows.fractions(spec, UnaryFunction.doubles(op(spec)))
            : FunctionRows.integers(spec, UnaryFunction.integers(op(spec), type));
    return Elementwise.kernel(spec, List.of(pass));
  }
}
