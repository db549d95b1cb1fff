package io.culebra.vector.resize;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Support;
import io.culebra.op.AspectPolicy;
import io.culebra.op.CoordinateTransform;
import io.culebra.op.Resize;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.vector.work.FloatRuns;
import io.culebra.vector.work.PostOps;
import io.culebra.vector.work.RangeKernel;
import io.culebra.vector.work.Steps;
import java.util.List;

/** Resize of images along their height and width, without cropping or antialiasing. */
public final class ResizeImplementation implements Implementation {
  private static final int BYTES = Float.BYTES;
  private static final int SCALES = 2;
  private static final int SIZES = 3;

  @Override
  public String name() {
    return "vector/resize";
  }

  @Override
  public Class<Resize> operator() {
    return Resize.class;
  }

  @Override
  public Support supports(KernelSpec spec) {
    Resize op = spec.base(operator());
    Shape x = spec.input(0).shape();
    Shape y = spec.output().shape();
    boolean image = x.rank() == 4 && x.size(0) == y.size(0) && x.size(1) == y.size(1);
    boolean floats =
        spec.input(0).dataType() == DataType.FLOAT && spec.output().dataType() == DataType.FLOAT;
    boolean plain =
        op.coordinates() != CoordinateTransform.TF_CROP_AND_RESIZE
            && !op.antialias()
            && op.policy() == AspectPolicy.STRETCH;
    long largest = Math.max(spec.input(0).bytes(), spec.output().bytes());
    return Support.require(floats, "only float32")
        .and(Support.require(image, "not an image along its height and width"))
        .and(Support.require(plain, "cropping, antialiasing or keeping proportions"))
        .and(Support.require(!given(spec, SCALES) || constant(spec), "scales are not constant"))
        .and(Support.require(largest > 0 && largest <= Integer.MAX_VALUE, "empty or over 2 GB"))
        .and(PostOps.support(spec));
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return Steps.channelsLast(spec);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    Shape x = spec.input(0).shape();
    Shape y = spec.output().shape();
    AxisTaps rows = taps(spec, 2);
    AxisTaps columns = taps(spec, 3);
    Rows body =
        new Rows(
            rows,
            columns,
            Math.toIntExact(x.size(1)),
            Math.toIntExact(x.size(2)),
            Math.toIntExact(x.size(3)),
            Math.toIntExact(y.size(2)),
            Math.toIntExact(y.size(3)));
    int[] unread = spec.hasInput(SIZES) ? new int[] {1, SCALES, SIZES} : new int[] {1, SCALES};
    return RangeKernel.of(spec, y.size(0) * y.size(2), body::run)
        .weight(rows.count() + columns.count())
        .scratch(x.size(3) * x.size(1) * BYTES)
        .unread(spec.hasInput(SCALES) || spec.hasInput(SIZES) ? unread : new int[0])
        .build();
  }

  private static AxisTaps taps(KernelSpec spec, int axis) {
    Resize op = spec.base(Resize.class);
    int size = Math.toIntExact(spec.input(0).shape().size(axis));
    int outputSize = Math.toIntExact(spec.output().shape().size(axis));
    int[] axes = op.axes(spec.output().shape().rank());
    for (int i = 0; i < axes.length; i++) {
      if (axes[i] == axis) {
        float scale = given(spec, SCALES) ? scale(spec, i) : (float) outputSize / size;
        return AxisTaps.of(op, size, outputSize, scale);
      }
    }
    return AxisTaps.same(size);
  }

  private static boolean given(KernelSpec spec, int input) {
    return spec.hasInput(input) && spec.input(input).shape().elements() > 0;
  }

  private static boolean constant(KernelSpec spec) {
    Operand scales = spec.input(SCALES);
    return scales.isConstant() && scales.dataType() == DataType.FLOAT;
  }

  private static float scale(KernelSpec spec, int i) {
    Constant scales = spec.input(SCALES).constant();
    if (scales == null) {
      throw spec.fail("vector", "scales are not constant");
    }
    try (Tensor tensor = scales.toTensor()) {
      return tensor.toFloatArray()[i];
    }
  }

  /** What a range of rows of the output takes: one row of weighted rows, then its pixels. */
  private record Rows(
      AxisTaps rows,
      AxisTaps columns,
      int channels,
      int height,
      int width,
      int outputHeight,
      int outputWidth) {
    void run(Binding binding, long from, long to, long scratch) {
      long inputRow = (long) width * channels * BYTES;
      long outputRow = (long) outputWidth * channels * BYTES;
      for (long row = from; row < to; row++) {
        long image = binding.input(0) + row / outputHeight * height * inputRow;
        int y = (int) (row % outputHeight);
        long line = image + rows.places()[y * rows.count()] * inputRow;
        if (rows.count() > 1) {
          sum(rows, y, image, inputRow, scratch, width * channels);
          line = scratch;
        }
        long target = binding.output(0) + row * outputRow;
        for (int x = 0; x < outputWidth; x++) {
          sum(columns, x, line, (long) channels * BYTES, target, channels);
          target += (long) channels * BYTES;
        }
      }
    }

    private static void sum(
        AxisTaps taps, int element, long source, long stride, long target, int count) {
      int first = element * taps.count();
      FloatRuns.scale(source + taps.places()[first] * stride, taps.weights()[first], target, count);
      for (int i = first + 1; i < first + taps.count(); i++) {
        FloatRuns.addScaled(source + taps.places()[i] * stride, taps.weights()[i], target, count);
      }
    }
  }
}
