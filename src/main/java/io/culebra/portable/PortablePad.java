package io.culebra.portable;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.Pad;
import io.culebra.op.PadMode;
import io.culebra.tensor.Shape;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Pad in all modes, negative pads (which cut) included; pads and axes are constant or come with the
 * data.
 */
final class PortablePad extends Portable<Pad> {
  private static final int VALUE = 2;

  PortablePad() {
    super(Pad.class);
  }

  @Override
  Support accepts(KernelSpec spec) {
    return Support.require(
        spec.output().shape().dims().stream().allMatch(dim -> dim.size() <= Integer.MAX_VALUE),
        "an axis has more than 2^31 - 1 elements");
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return eitherLayout(spec, 1);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    boolean known = (!spec.hasInput(1) || spec.input(1).isConstant()) && Integers.constant(spec, 3);
    if (known) {
      PadCopy copy = copy(spec, new Integers(spec, null));
      return new DenseKernel(spec, binding -> () -> run(spec, copy, binding));
    }
    return new DenseKernel(
        spec, binding -> () -> run(spec, copy(spec, new Integers(spec, binding)), binding));
  }

  private static void run(KernelSpec spec, PadCopy copy, Binding binding) {
    long value = spec.hasInput(VALUE) ? binding.input(VALUE) : 0;
    copy.run(binding.input(0), binding.output(0), value);
  }

  private PadCopy copy(KernelSpec spec, Integers integers) {
    Shape in = spec.input(0).shape();
    Shape out = spec.output().shape();
    int rank = in.rank();
    long[] pads = integers.get(1, new long[2 * rank]);
    long[] axes = integers.get(3, LongStream.range(0, rank).toArray());
    long[] begin = new long[rank];
    long[] end = new long[rank];
    for (int i = 0; i < axes.length; i++) {
      int axis = Axes.of(spec, spec.hasInput(3) ? 3 : 1, axes[i], rank);
      begin[axis] = pads[i];
      end[axis] = pads[i + axes.length];
      long size = in.size(axis) + pads[i] + pads[i + axes.length];
      if (size != out.size(axis)) {
        throw spec.invalid(
            Integers.given(spec, 1),
            "axis " + axis + " padded to " + size + " where " + out + " was planned");
      }
      boolean filled = size > 0 && Math.max(begin[axis], end[axis]) > 0;
      boolean nothingLeft = Pad.kept(in.size(axis), begin[axis], end[axis]) == 0;
      if (filled && nothingLeft && op(spec).mode() != PadMode.CONSTANT) {
        throw spec.invalid(
            Integers.given(spec, 1),
            "axis " + axis + " has nothing to be padded with by " + begin[axis] + ", " + end[axis]);
      }
    }
    int[][] sources = new int[rank][];
    for (int axis = 0; axis < rank; axis++) {
      sources[spec.output().layout().physicalAxis(axis)] =
          sources(op(spec).mode(), in.size(axis), begin[axis], end[axis]);
    }
    Shape physical = spec.input(0).layout().physical(in);
    return PadCopy.of(spec.output().dataType().bits() / 8, physical, sources);
  }

  /**
   * For every position along an output axis the position in the input, or -1 for the constant. What
   * negative pads cut off is not there for the others.
   */
  private static int[] sources(PadMode mode, long size, long before, long behind) {
    long first = Math.max(0, -before);
    long kept = Pad.kept(size, before, behind);
    int[] sources = new int[(int) (size + before + behind)];
    for (int i = 0; i < sources.length; i++) {
      long at = i - Math.max(0, before);
      boolean inside = at >= 0 && at < kept;
      if (!inside && (kept == 0 || mode == PadMode.CONSTANT)) {
        sources[i] = -1;
      } else {
        sources[i] = (int) (first + (inside ? at : outside(mode, at, kept)));
      }
    }
    return sources;
  }

  private static long outside(PadMode mode, long at, long size) {
    return switch (mode) {
      case CONSTANT, EDGE -> Math.clamp(at, 0, size - 1);
      case WRAP -> Math.floorMod(at, size);
      case REFLECT -> reflected(at, size);
    };
  }

  private static long reflected(long at, long size) {
    if (size == 1) {
      return 0;
    }
    long period = 2 * (size - 1);
    long folded = Math.floorMod(at, period);
    return Math.min(folded, period - folded);
  }
}
