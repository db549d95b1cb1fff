package io.culebra.reference;

import io.culebra.kernel.KernelSpec;
import io.culebra.op.Gemm;
import org.jspecify.annotations.Nullable;

/** Gemm, of integers too. */
final class ReferenceGemm extends Reference<Gemm> {
  ReferenceGemm() {
    super(Gemm.class);
  }

  @Override
  Loop loop(KernelSpec spec) {
    Gemm gemm = op(spec);
    boolean added = spec.hasInput(2);
    return operands ->
        run(
            gemm,
            operands.input(0),
            operands.input(1),
            added ? operands.input(2) : null,
            operands.output());
  }

  private static void run(Gemm gemm, Numbers a, Numbers b, @Nullable Numbers c, Numbers y) {
    long inner = a.size(gemm.transA() ? 0 : 1);
    long rowStep = a.stride(gemm.transA() ? 1 : 0);
    long innerStepA = a.stride(gemm.transA() ? 0 : 1);
    long innerStepB = b.stride(gemm.transB() ? 1 : 0);
    long columnStep = b.stride(gemm.transB() ? 0 : 1);
    for (long i = 0; i < y.count(); i++) {
      long row = i / y.size(1) * rowStep;
      long column = i % y.size(1) * columnStep;
      double sum = Products.sum(a, row, innerStepA, b, column, innerStepB, inner);
      double addend = c == null || gemm.beta() == 0 ? 0 : gemm.beta() * c.get(c.broadcast(i, y));
      y.set(i, gemm.alpha() * sum + addend);
    }
  }
}
