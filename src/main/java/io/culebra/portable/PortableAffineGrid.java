package io.culebra.portable;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.AffineGrid;
import io.culebra.tensor.DataType;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Shape;
import java.lang.foreign.MemorySegment;

/** AffineGrid in float32, row by row. */
final class PortableAffineGrid extends Portable<AffineGrid> {
  private static final MemorySegment ALL = NativeMemory.everything();
  private static final long BASE = NativeMemory.base();

  PortableAffineGrid() {
    super(AffineGrid.class);
  }

  @Override
  Support accepts(KernelSpec spec) {
    return Support.require(spec.output().dataType() == DataType.FLOAT, "only float32");
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    Shape shape = spec.output().shape();
    int axes = Math.toIntExact(shape.size(-1));
    AffineGrid op = op(spec);
    Axis width = new Axis(op, shape.size(axes));
    Axis height = new Axis(op, shape.size(axes - 1));
    Axis depth = new Axis(op, axes == 3 ? shape.size(1) : 1);
    long rows = height.size * depth.size;
    long batch = shape.size(0);
    return new DenseKernel(
        spec,
        binding ->
            () -> {
              for (long i = 0; i < batch * rows; i++) {
                long theta = binding.input(0) - BASE + i / rows * axes * (axes + 1) * Float.BYTES;
                double y = height.at(i % rows % height.size);
                double z = depth.at(i % rows / height.size);
                long target = binding.output(0) - BASE + i * width.size * axes * Float.BYTES;
                row(theta, axes, width, y, z, target);
              }
            });
  }

  private static void row(long theta, int axes, Axis width, double y, double z, long target) {
    for (int k = 0; k < axes; k++) {
      long row = theta + (long) k * (axes + 1) * Float.BYTES;
      double start = number(row, 1) * y + number(row, axes);
      start += axes == 3 ? number(row, 2) * z : 0;
      double factor = number(row, 0);
      for (long x = 0; x < width.size; x++) {
        float value = (float) (factor * width.at(x) + start);
        ALL.set(JAVA_FLOAT_UNALIGNED, target + (x * axes + k) * Float.BYTES, value);
      }
    }
  }

  private static double number(long row, int column) {
    return ALL.get(JAVA_FLOAT_UNALIGNED, row + (long) column * Float.BYTES);
  }

  /** The places along an axis, from -1 to 1. */
  private record Axis(AffineGrid op, long size) {
    double at(long place) {
      return op.coordinate(place, size);
    }
  }
}
