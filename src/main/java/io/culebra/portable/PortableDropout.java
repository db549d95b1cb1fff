package io.culebra.portable;

import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.op.Dropout;
import io.culebra.tensor.NativeMemory;
import java.util.List;

/** Dropout in inference: a copy, and a mask that drops nothing. */
final class PortableDropout extends Portable<Dropout> {
  PortableDropout() {
    super(Dropout.class);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    List<Move> copy = List.of(Move.whole(spec, 0, 0));
    Kernel data = Movement.kernel(spec, copy);
    boolean masked = spec.outputs().size() > 1 && spec.outputs().get(1) != null;
    if (!masked) {
      return data;
    }
    long elements = spec.output(1).shape().elements();
    return new DenseKernel(
        data.footprint(),
        binding -> {
          Invocation copying = data.bind(binding);
          return () -> {
            copying.run();
            long mask = binding.output(1) - NativeMemory.base();
            NativeMemory.everything().asSlice(mask, elements).fill((byte) 1);
          };
        });
  }
}
