package io.culebra.portable;

import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.Mean;
import io.culebra.op.Op;
import io.culebra.scalar.BinaryFunction;
import io.culebra.tensor.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/**
 * An operator that joins any number of tensors element by element: the output takes in one input
 * after another.
 *
 * @param <T> the operator
 */
final class PortableVariadic<T extends Op> extends Portable<T> {
  PortableVariadic(Class<T> operator) {
    super(operator);
  }

  @Override
  Support accepts(KernelSpec spec) {
    return supportsNumbers(spec);
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return eitherLayout(spec, spec.inputs().size());
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    int count = spec.inputs().size();
    if (count == 1) {
      return Elementwise.kernel(spec, List.of(copy(spec)));
    }
    BinaryFunction join = BinaryFunction.of(op(spec));
    boolean single = spec.output().dataType() == DataType.FLOAT;
    BinaryFunction last = op(spec) instanceof Mean ? mean(count, single) : join;
    List<Elementwise.Pass> passes = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      passes.add(FunctionRows.binary(spec, i == 1 ? 0 : -1, i, i == count - 1 ? last : join));
    }
    return Elementwise.kernel(spec, passes);
  }

  private static Elementwise.Pass copy(KernelSpec spec) {
    return spec.output().dataType().isFloat()
        ? FunctionRows.fractions(spec, DoubleUnaryOperator.identity())
        : FunctionRows.integers(spec, LongUnaryOperator.identity());
  }

  /**
   * Adds the last input and divides.
   *
   * @param single whether the sum is of single precision, so that it may overflow to infinity
   */
  private static BinaryFunction mean(int count, boolean single) {
    return new BinaryFunction(
        single ? (a, b) -> (float) (a + b) / count : (a, b) -> (a + b) / count,
        (a, b) -> (a + b) / count,
        (a, b) -> (a + b) / count);
  }
}
