package io.culebra.plan;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Footprint;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;

/**
 * A kernel that needs finite operands, where nothing can promise them: weights that are infinite or
 * too large. It always takes the exact way.
 */
record ExactKernel(Kernel kernel) implements Kernel {
  @Override
  public Footprint footprint() {
    return kernel.footprint();
  }

  @Override
  public long nativeBytes() {
    return kernel.nativeBytes();
  }

  @Override
  public int inPlaceInput() {
    return kernel.inPlaceInput();
  }

  @Override
  public Invocation bind(Binding binding) {
    return new Run(kernel.bind(binding));
  }

  @Override
  public void close() {
    kernel.close();
  }

  private record Run(Invocation invocation) implements Invocation {
    @Override
    public void run() {
      invocation.runExact();
    }

    @Override
    public void addressesChanged() {
      invocation.addressesChanged();
    }

    @Override
    public void close() {
      invocation.close();
    }
  }
}
