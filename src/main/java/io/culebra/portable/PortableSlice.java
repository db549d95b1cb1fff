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
    long first = 0;
    for (int i = 0; i < starts.length; i++) {
      int axis = Axes.of(spec, axes[i], rank);
      long size = shape.size(axis);
      if (steps[i] == 0) {
        throw spec.fail("portable", "a step of 0 along axis " + axis);
      }
      boolean forward = steps[i] > 0;
      long start = clamp(starts[i], size, forward ? 0 : -1, forward ? size : size - 1);
      long end = clamp(ends[i], size, forward ? 0 : -1, forward ? size : size - 1);
      long span = forward ? end - start : start - end;
      start = Math.max(start, 0);
      counts[axis] = Math.max(0, Math.ceilDiv(span, Math.abs(steps[i])));
      first += start * from[axis];
      from[axis] *= steps[i];
    }
    if (!Arrays.equals(counts, spec.output().shape().toArray())) {
      throw spec.fail(
          "portable",
          "a slice of " + Shape.of(counts) + " where " + spec.output().shape() + " was planned");
    }
    return List.of(Move.box(spec, 0, 0, counts, first, from, 0, Move.strides(spec.output())));
  }

  /** A start or end, counted from the front and brought into the range. */
  private static long clamp(long position, long size, long least, long most) {
    long fromFront = position < 0 ? position + size : position;
    return Math.min(Math.max(fromFront, least), most);
  }

  private static long[] ones(int length) {
    long[] ones = new long[length];
    Arrays.fill(ones, 1);
    return ones;
  }
}
