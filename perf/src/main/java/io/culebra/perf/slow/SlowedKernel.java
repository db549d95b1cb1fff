package io.culebra.perf.slow;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Footprint;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;

/**
 * A kernel that takes longer.
 *
 * @param factor how many times as long
 */
record SlowedKernel(Kernel original, double factor) implements Kernel {

  @Override
  public Footprint footprint() {
    return original.footprint();
  }

  @Override
  public int inPlaceInput() {
    return original.inPlaceInput();
  }

  @Override
  public Invocation bind(Binding binding) {
    return new Slowed(original.bind(binding), factor);
  }

  @Override
  public void close() {
    original.close();
  }

  private record Slowed(Invocation original, double factor) implements Invocation {

    @Override
    public void run() {
      long start = System.nanoTime();
      original.run();
      long end = start + (long) (factor * (System.nanoTime() - start));
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void addressesChanged() {
      original.addressesChanged();
    }

    @Override
    public void close() {
      original.close();
    }
  }
}
