package io.culebra.portable;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.culebra.kernel.Footprint;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.op.Op;
import io.culebra.op.ShapeOf;
import io.culebra.op.Size;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Shape;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Shape and Size: what they tell is known when the kernel is made.
 *
 * @param <T> the operator
 */
abstract class PortableShape<T extends Op> extends Portable<T> {
  private static final MemorySegment ALL = NativeMemory.everything();
  private static final long BASE = NativeMemory.base();

  private PortableShape(Class<T> operator) {
    super(operator);
  }

  /** Shape. */
  static PortableShape<ShapeOf> sizes() {
    return new PortableShape<>(ShapeOf.class) {
      @Override
      long[] values(KernelSpec spec, Shape shape) {
        ShapeOf op = op(spec);
        return Arrays.copyOfRange(shape.toArray(), op.from(shape.rank()), op.to(shape.rank()));
      }
    };
  }

  /** Size. */
  static PortableShape<Size> elements() {
    return new PortableShape<>(Size.class) {
      @Override
      long[] values(KernelSpec spec, Shape shape) {
        return new long[] {shape.elements()};
      }
    };
  }

  /** The elements of the output. */
  abstract long[] values(KernelSpec spec, Shape shape);

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    long[] values = values(spec, spec.input(0).shape());
    return new DenseKernel(
        Footprint.dense(spec).without(0),
        binding ->
            () -> {
              for (int i = 0; i < values.length; i++) {
                ALL.set(JAVA_LONG_UNALIGNED, binding.output(0) - BASE + 8L * i, values[i]);
              }
            });
  }
}
