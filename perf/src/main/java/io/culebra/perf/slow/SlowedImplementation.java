package io.culebra.perf.slow;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.Op;
import java.util.List;

/**
 * An implementation whose kernels take longer.
 *
 * @param factor how many times as long
 */
record SlowedImplementation(Implementation original, double factor) implements Implementation {

  @Override
  public String name() {
    return original.name();
  }

  @Override
  public Class<? extends Op> operator() {
    return original.operator();
  }

  @Override
  public Support supports(KernelSpec spec) {
    return original.supports(spec);
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return original.layouts(spec);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    return new SlowedKernel(original.create(spec, context), factor);
  }
}
