package io.culebra.portable;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Footprint;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelSpec;
import java.util.function.Function;

/**
 * A kernel that consists of what it does with the addresses of a lane.
 *
 * @param footprint the memory that it touches
 * @param inPlaceInput the input that the output may take over, or -1
 * @param binder makes the invocation
 */
record DenseKernel(Footprint footprint, int inPlaceInput, Function<Binding, Invocation> binder)
    implements Kernel {
  DenseKernel(Footprint footprint, Function<Binding, Invocation> binder) {
    this(footprint, -1, binder);
  }

  DenseKernel(KernelSpec spec, Function<Binding, Invocation> binder) {
    this(Footprint.dense(spec), -1, binder);
  }

  @Override
  public Invocation bind(Binding binding) {
    return binder.apply(binding);
  }
}
