package io.culebra.portable;

import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.Op;
import io.culebra.scalar.BinaryFunction;
import java.util.List;

/**
 * An operator that joins two tensors element by element, with broadcasting: arithmetic,
 * comparisons, logic.
 *
 * @param <T> the operator
 */
final class PortableBinary<T extends Op> extends Portable<T> {
  PortableBinary(Class<T> operator) {
    super(operator);
  }

  @Override
  Support accepts(KernelSpec spec) {
    return supportsNumbers(spec);
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return eitherLayout(spec, 2);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    BinaryFunction function = BinaryFunction.of(op(spec));
    return Elementwise.kernel(spec, List.of(FunctionRows.binary(spec, 0, 1, function)));
  }
}
