package io.culebra.portable;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.op.GatherND;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Shape;
import java.lang.foreign.MemorySegment;

/** GatherND: a run of memory for every tuple of indices, which are checked at run time. */
final class PortableGatherND extends Portable<GatherND> {
  PortableGatherND() {
    super(GatherND.class);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    int batchDims = op(spec).batchDims();
    return new DenseKernel(spec, binding -> new Tuples(spec, binding, batchDims));
  }

  /** Gathers for one lane. */
  private static final class Tuples implements Invocation {
    private static final MemorySegment ALL = NativeMemory.everything();
    private static final long BASE = NativeMemory.base();

    private final KernelSpec spec;
    private final Binding binding;
    private final long[] sizes;
    private final long[] strides;
    private final int batchDims;
    private final int tuple;
    private final long tuples;
    private final long tuplesPerBatch;
    private final long batchElements;
    private final long run;

    Tuples(KernelSpec spec, Binding binding, int batchDims) {
      Shape data = spec.input(0).shape();
      Shape indices = spec.input(1).shape();
      this.spec = spec;
      this.binding = binding;
      this.batchDims = batchDims;
      this.sizes = data.toArray();
      this.strides = data.strides();
      this.tuple = Math.toIntExact(indices.size(-1));
      this.tuples = indices.elements(0, indices.rank() - 1);
      this.tuplesPerBatch = indices.elements(batchDims, indices.rank() - 1);
      this.batchElements = data.elements(batchDims, data.rank());
      long bytes = spec.input(0).dataType().bits() / 8;
      this.run = data.elements(batchDims + tuple, data.rank()) * bytes;
    }

    @Override
    public void run() {
      long bytes = spec.input(0).dataType().bits() / 8;
      for (long i = 0; i < tuples; i++) {
        long place = i / tuplesPerBatch * batchElements;
        for (int k = 0; k < tuple; k++) {
          long index = Integers.read(false, binding.input(1), i * tuple + k);
          long size = sizes[batchDims + k];
          long position = index < 0 ? index + size : index;
          if (position < 0 || position >= size) {
            throw spec.invalid(1, "index " + index + " of an axis of " + size);
          }
          place += position * strides[batchDims + k];
        }
        long source = binding.input(0) - BASE + place * bytes;
        MemorySegment.copy(ALL, source, ALL, binding.output(0) - BASE + i * run, run);
      }
    }
  }
}
