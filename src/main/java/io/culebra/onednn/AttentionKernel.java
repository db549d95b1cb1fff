package io.culebra.onednn;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Footprint;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The primitives of Attention, run one after another as one step. */
final class AttentionKernel implements Kernel {
  private final List<OnednnKernel> kernels;
  private final @Nullable EmptyRows emptyRows;

  /**
   * @param primitives closed with the kernel, or if it cannot be made
   */
  AttentionKernel(KernelSpec spec, AttentionPrimitives primitives) {
    kernels = primitives.kernels(spec);
    emptyRows = spec.hasInput(AttentionPrimitives.MASK) ? EmptyRows.of(spec) : null;
  }

  @Override
  public Footprint footprint() {
    return kernels.getFirst().footprint();
  }

  @Override
  public long nativeBytes() {
    return kernels.stream().mapToLong(OnednnKernel::nativeBytes).sum();
  }

  @Override
  public Invocation bind(Binding binding) {
    List<Invocation> bound = new ArrayList<>();
    try {
      kernels.forEach(kernel -> bound.add(kernel.bind(binding)));
    } catch (RuntimeException e) {
      bound.forEach(Invocation::close);
      throw e;
    }
    return new Run(binding, bound.toArray(Invocation[]::new));
  }

  @Override
  public void close() {
    kernels.forEach(OnednnKernel::close);
  }

  private final class Run implements Invocation {
    private final Binding binding;
    private final Invocation[] primitives;

    Run(Binding binding, Invocation[] primitives) {
      this.binding = binding;
      this.primitives = primitives;
    }

    @Override
    public void run() {
      for (Invocation primitive : primitives) {
        primitive.run();
      }
      if (emptyRows != null) {
        emptyRows.fill(binding);
      }
    }

    @Override
    public void addressesChanged() {
      for (Invocation primitive : primitives) {
        primitive.addressesChanged();
      }
    }

    @Override
    public void close() {
      for (Invocation primitive : primitives) {
        primitive.close();
      }
    }
  }
}
