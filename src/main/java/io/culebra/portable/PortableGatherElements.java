package io.culebra.portable;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.GatherElements;
import io.culebra.tensor.DataType;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Shape;
import java.lang.foreign.MemorySegment;
import java.util.stream.IntStream;

/** GatherElements. Indices are checked at run time. */
final class PortableGatherElements extends Portable<GatherElements> {
  PortableGatherElements() {
    super(GatherElements.class);
  }

  @Override
  Support accepts(KernelSpec spec) {
    Shape data = spec.input(0).shape();
    Shape indices = spec.input(1).shape();
    int axis = Axes.of(spec, op(spec).axis(), data.rank());
    boolean fits =
        IntStream.range(0, data.rank()).allMatch(i -> i == axis || indices.size(i) <= data.size(i));
    return Support.require(fits, "the indices are longer than the data along another axis");
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    int axis = Axes.of(spec, op(spec).axis(), spec.input(0).shape().rank());
    return new DenseKernel(spec, binding -> new Walk(spec, binding, axis));
  }

  /** The walk through the indices for one lane. */
  private static final class Walk implements Invocation {
    private static final MemorySegment ALL = NativeMemory.everything();
    private static final long BASE = NativeMemory.base();

    private final KernelSpec spec;
    private final Binding binding;
    private final int axis;
    private final boolean narrow;
    private final long bytes;
    private final long size;
    private final long[] counts;
    private final long[] dataStrides;
    private final long[] strides;

    Walk(KernelSpec spec, Binding binding, int axis) {
      this.spec = spec;
      this.binding = binding;
      this.axis = axis;
      this.narrow = spec.input(1).dataType() == DataType.INT32;
      this.bytes = spec.output().dataType().bits() / 8;
      this.size = spec.input(0).shape().size(axis);
      this.counts = spec.output().shape().toArray();
      this.dataStrides = spec.input(0).shape().strides();
      this.strides = spec.output().shape().strides();
    }

    @Override
    public void run() {
      walk(0, 0, 0);
    }

    /**
     * @param level the axis to walk along
     * @param data the place in the data so far, in elements, without that along the gathered axis
     * @param place the place in the indices so far, in elements
     */
    private void walk(int level, long data, long place) {
      if (level == counts.length) {
        copy(data, place);
        return;
      }
      long step = level == axis ? 0 : dataStrides[level];
      for (long i = 0; i < counts[level]; i++) {
        walk(level + 1, data + i * step, place + i * strides[level]);
      }
    }

    private void copy(long data, long place) {
      long index = Integers.read(narrow, binding.input(1), place);
      long position = index < 0 ? index + size : index;
      if (position < 0 || position >= size) {
        throw spec.invalid(1, "index " + index + " of an axis of " + size);
      }
      long source = binding.input(0) - BASE + (data + position * dataStrides[axis]) * bytes;
      MemorySegment.copy(ALL, source, ALL, binding.output(0) - BASE + place * bytes, bytes);
    }
  }
}
