package io.culebra.vector.resize;

import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.AffineGrid;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.vector.work.FloatRuns;
import io.culebra.vector.work.RangeKernel;

/**
 * AffineGrid, row by row: what depends on the column is computed once for an image, and each row
 * adds what depends on the row and the slice.
 */
public final class AffineGridImplementation implements Implementation {
  private static final int BYTES = Float.BYTES;

  @Override
  public String name() {
    return "vector/affine-grid";
  }

  @Override
  public Class<AffineGrid> operator() {
    return AffineGrid.class;
  }

  @Override
  public Support supports(KernelSpec spec) {
    boolean floats =
        spec.input(0).dataType() == DataType.FLOAT && spec.output().dataType() == DataType.FLOAT;
    long most = spec.output().bytes();
    return Support.require(floats, "only float32")
        .and(Support.require(spec.postOps().isEmpty(), "something is fused to it"))
        .and(Support.require(most > 0 && most <= Integer.MAX_VALUE, "empty or over 2 GB"));
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    Shape shape = spec.output().shape();
    int axes = Math.toIntExact(shape.size(-1));
    Rows body =
        new Rows(
            spec.base(operator()),
            axes,
            axes == 2 ? 1 : Math.toIntExact(shape.size(1)),
            Math.toIntExact(shape.size(-3)),
            Math.toIntExact(shape.size(-2)));
    return RangeKernel.of(spec, shape.size(0) * body.perImage(), body::run)
        .scratch(axes * body.rowBytes())
        .unread(1)
        .build();
  }

  /**
   * What a range of rows takes.
   *
   * @param axes 2 for images, 3 for volumes
   */
  private record Rows(AffineGrid op, int axes, int slices, int rows, int columns) {
    long perImage() {
      return (long) slices * rows;
    }

    long rowBytes() {
      return (long) columns * axes * BYTES;
    }

    void run(Binding binding, long from, long to, long scratch) {
      int count = columns * axes;
      for (long i = from; i < to; i++) {
        long row = i % perImage();
        if (i == from || row == 0) {
          long image = i / perImage();
          prepare(binding.input(0) + image * axes * (axes + 1) * BYTES, scratch);
        }
        long target = binding.output(0) + i * rowBytes();
        FloatRuns.scale(scratch, 1, target, count);
        addAxis(scratch, 1, op.coordinate(row % rows, rows), target);
        if (axes == 3) {
          addAxis(scratch, 2, op.coordinate(row / rows, slices), target);
        }
      }
    }

    private void addAxis(long scratch, int axis, double place, long target) {
      long factors = scratch + axis * rowBytes();
      FloatRuns.addScaled(factors, (float) place, target, columns * axes);
    }

    /** Writes what depends on the column alone, then the factors of the other axes, as rows. */
    private void prepare(long theta, long scratch) {
      for (int i = 0; i < columns; i++) {
        for (int k = 0; k < axes; k++) {
          long matrixRow = theta + (long) k * (axes + 1) * BYTES;
          double column =
              number(matrixRow, 0) * op.coordinate(i, columns) + number(matrixRow, axes);
          long at = scratch + ((long) i * axes + k) * BYTES;
          ALL.set(JAVA_FLOAT_UNALIGNED, at - BASE, (float) column);
          for (int axis = 1; axis < axes; axis++) {
            float factor = number(matrixRow, axis);
            ALL.set(JAVA_FLOAT_UNALIGNED, at + axis * rowBytes() - BASE, factor);
          }
        }
      }
    }

    private static float number(long row, int column) {
      return ALL.get(JAVA_FLOAT_UNALIGNED, row + (long) column * BYTES - BASE);
    }
  }
}
