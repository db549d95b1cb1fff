package io.culebra.portable;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Footprint;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Support;
import io.culebra.op.TopK;
import io.culebra.tensor.DataType;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Shape;
import java.lang.foreign.MemorySegment;

/** TopK, always sorted; k is the size of the output. */
final class PortableTopK extends Portable<TopK> {
  PortableTopK() {
    super(TopK.class);
  }

  @Override
  Support accepts(KernelSpec spec) {
    return supportsNumbers(spec);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    Shape shape = spec.input(0).shape();
    int axis = Axes.of(spec, op(spec).axis(), shape.rank());
    boolean largest = op(spec).largest();
    return new DenseKernel(
        Footprint.dense(spec).without(1), binding -> new Search(spec, binding, axis, largest));
  }

  /** The search for one lane, with the heap that it uses. */
  private static final class Search implements Invocation {
    private static final MemorySegment ALL = NativeMemory.everything();
    private static final long BASE = NativeMemory.base();

    private final Binding binding;
    private final DataType type;
    private final long bytes;
    private final boolean largest;
    private final boolean withValues;
    private final boolean withIndices;
    private final long size;
    private final long inner;
    private final long rows;
    private final BestFew best;

    Search(KernelSpec spec, Binding binding, int axis, boolean largest) {
      Shape shape = spec.input(0).shape();
      this.binding = binding;
      this.type = spec.input(0).dataType();
      this.bytes = type.bits() / 8;
      this.largest = largest;
      this.withValues = spec.outputs().getFirst() != null;
      this.withIndices = spec.outputs().size() > 1 && spec.outputs().get(1) != null;
      this.size = shape.size(axis);
      this.inner = shape.elements(axis + 1, shape.rank());
      this.rows = shape.elements(0, axis) * inner;
      Operand some = withValues ? spec.output(0) : spec.output(1);
      this.best = new BestFew((int) some.shape().size(axis));
    }

    @Override
    public void run() {
      long input = binding.input(0) - BASE;
      for (long row = 0; row < rows; row++) {
        long first = row / inner * size * inner + row % inner;
        best.clear();
        for (long k = 0; k < size; k++) {
          long key = OrderedKeys.get(type, input, first + k * inner);
          best.offer(largest ? key : ~key, k);
        }
        best.sort();
        long target = row / inner * best.count() * inner + row % inner;
        for (int k = 0; k < best.count(); k++) {
          long place = target + k * inner;
          if (withValues) {
            long from = input + (first + best.index(k) * inner) * bytes;
            MemorySegment.copy(ALL, from, ALL, binding.output(0) - BASE + place * bytes, bytes);
          }
          if (withIndices) {
            ALL.set(JAVA_LONG_UNALIGNED, binding.output(1) - BASE + 8 * place, best.index(k));
          }
        }
      }
    }
  }
}
