package io.culebra.portable;

import io.culebra.kernel.Footprint;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.op.Slice;
import io.culebra.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Slice, with negative steps too; starts, ends, axes and steps are constant or come with the data.
 */
final class PortableSlice extends Portable<Slice> {
  PortableSlice() {
    super(Slice.class);
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return eitherLayout(spec, 1);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    return Integers.constant(spec, 1)
        ? Movement.kernel(spec, moves(spec, new Integers(spec, null)))
        : new DenseKernel(
            Footprint.dense(spec),
            binding ->
                () ->
                    new MoveKernel.Mover(binding, moves(spec, new Integers(spec, binding))).run());
  }

  private static List<Move> moves(KernelSpec spec, Integers integers) {
    Shape shape = spec.input(0).shape();
    int rank = shape.rank();
    long[] starts = integers.get(1, new long[0]);
    long[] ends = integers.get(2, new long[0]);
    long[] axes = integers.get(3, LongStream.range(0, starts.length).toArray());
    long[] steps = integers.get(4, ones(starts.length));
    long[] from = Move.strides(spec.input(0));
    long[] counts = shape.toArray();
    long[] firsts = new long[rank];
    long[] strides = from.clone();
    for (int i = 0; i < starts.length; i++) {
      int axis = Axes.of(spec, spec.hasInput(3) ? 3 : 1, axes[i], rank);
      if (steps[i] == 0) {
        throw spec.invalid(4, "a step of 0 along axis " + axis);
      }
      Slice.Extent extent = Slice.Extent.of(starts[i], ends[i], steps[i], shape.size(axis));
      counts[axis] = extent.count();
      firsts[axis] = extent.start() * strides[axis];
      from[axis] = extent.step() * strides[axis];
    }
    if (!Arrays.equals(counts, spec.output().shape().toArray())) {
      throw spec.invalid(
          Integers.given(spec, 1),
          "a slice of " + Shape.of(counts) + " where " + spec.output().shape() + " was planned");
    }
    return List.of(
        Move.box(
            spec, 0, 0, counts, LongStream.of(firsts).sum(), from, 0, Move.strides(spec.output())));
  }

  private static long[] ones(int length) {
    long[] ones = new long[length];
    Arrays.fill(ones, 1);
    return ones;
  }
}
