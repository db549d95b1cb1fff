package io.culebra.onednn;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.Op;

/**
 * An operator that oneDNN has a primitive for, but one that gives other answers than the operator
 * means: it is here to say so.
 *
 * @param primitive the primitive's name in oneDNN
 * @param operator the operator, which {@link SpecialNumbers} says no to
 */
record Refused(String primitive, Class<? extends Op> operator) implements Implementation {
  @Override
  public String name() {
    return OnednnProvider.BACKEND + "/" + primitive;
  }

  @Override
  public Support supports(KernelSpec spec) {
    return SpecialNumbers.of(spec.base(operator));
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    throw spec.fail(OnednnProvider.BACKEND, String.valueOf(supports(spec).reason()));
  }
}
