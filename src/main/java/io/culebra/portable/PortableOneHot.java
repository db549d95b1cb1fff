package io.culebra.portable;

import io.culebra.kernel.Footprint;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.OneHot;
import io.culebra.scalar.Elements;
import io.culebra.tensor.DataType;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Shape;
import java.lang.foreign.MemorySegment;

/** OneHot; the depth is the size of the new axis. */
final class PortableOneHot extends Portable<OneHot> {
  private static final MemorySegment ALL = NativeMemory.everything();
  private static final long BASE = NativeMemory.base();

  PortableOneHot() {
    super(OneHot.class);
  }

  @Override
  Support accepts(KernelSpec spec) {
    boolean readable = Elements.supports(spec.input(0).dataType());
    return Support.require(readable, "its indices are " + spec.input(0).dataType());
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    Shape shape = spec.output().shape();
    int axis = Axes.of(spec, op(spec).axis(), shape.rank());
    long depth = shape.size(axis);
    long inner = shape.elements(axis + 1, shape.rank());
    long elements = shape.elements();
    long bytes = spec.output().dataType().bits() / 8;
    DataType type = spec.input(0).dataType();
    return new DenseKernel(
        Footprint.dense(spec).without(1),
        binding ->
            () -> {
              long indices = binding.input(0) - BASE;
              long off = binding.input(2) - BASE;
              long output = binding.output(0) - BASE;
              for (long i = 0; i < elements; i++) {
                long index =
                    Elements.getLong(type, ALL, indices, i / inner / depth * inner + i % inner);
                long hot = index < 0 ? index + depth : index;
                boolean isHot = i / inner % depth == hot;
                long value = isHot ? off + bytes : off;
                MemorySegment.copy(ALL, value, ALL, output + i * bytes, bytes);
              }
            });
  }
}
