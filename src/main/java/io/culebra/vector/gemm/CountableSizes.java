package io.culebra.vector.gemm;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Support;
import io.culebra.tensor.Shape;

/** Which sizes the driver can count. */
public final class CountableSizes {
  private CountableSizes() {}

  /** Whether no operand is empty and every number of elements is an int. */
  public static Support support(KernelSpec spec) {
    Support support = support(spec.output());
    for (int i = 0; i < spec.inputs().size(); i++) {
      Operand operand = spec.inputs().get(i);
      if (operand != null) {
        support = support.and(support(operand));
      }
    }
    return support;
  }

  private static Support support(Operand operand) {
    Shape shape = operand.shape();
    return Support.require(shape.elements() > 0, "an operand is empty")
        .and(Support.require(shape.elements() <= Integer.MAX_VALUE, shape + " is too large"));
  }
}
