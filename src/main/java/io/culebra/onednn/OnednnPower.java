package io.culebra.onednn;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Support;
import io.culebra.op.Pow;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Pow with one exponent for all elements, known beforehand: an eltwise algorithm. */
final class OnednnPower extends OnednnImplementation<Pow> {
  OnednnPower() {
    super("eltwise", Pow.class);
  }

  @Override
  Support accepts(KernelSpec spec, Pow op) {
    return Support.require(
            exponent(spec).isPresent(), "the exponent is not one constant float32 number")
        .and(
            Support.require(
                keepsSpecialNumbers(exponent(spec).orElse(0)),
                "this exponent of NaN, -0 or -Infinity has a wrong power"))
        .and(
            Support.require(
                spec.input(0).shape().equals(spec.output().shape()), "the base is broadcast"));
  }

  @Override
  Stream<Operand> operands(KernelSpec spec) {
    return firstOperands(spec);
  }

  @Override
  List<Layouts> ways(KernelSpec spec, Pow op) {
    return anyLayout(spec);
  }

  @Override
  PrimitiveDesc describe(KernelSpec spec, Pow op, Arena arena) {
    Eltwise pow = Eltwise.pow((float) exponent(spec).orElseThrow());
    return OnednnEltwise.describe(spec, List.of(pow), arena);
  }

  /** A root of a number below is taken for 0.5, and 1 is given for NaN to the power of infinity. */
  private static boolean keepsSpecialNumbers(double exponent) {
    return Double.isFinite(exponent) && exponent != 0.5;
  }

  private static OptionalDouble exponent(KernelSpec spec) {
    Operand operand = spec.input(1);
    Constant constant = operand.constant();
    if (constant == null
        || constant.dataType() != DataType.FLOAT
        || operand.shape().elements() != 1) {
      return OptionalDouble.empty();
    }
    try (Tensor tensor = constant.toTensor()) {
      return OptionalDouble.of(tensor.toFloatArray()[0]);
    }
  }

  @Override
  int inPlaceInput(KernelSpec spec, Pow op) {
    return 0;
  }
}
