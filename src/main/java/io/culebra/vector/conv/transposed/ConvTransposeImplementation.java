package io.culebra.vector.conv.transposed;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.ConvTranspose;
import io.culebra.tensor.Constant;
import io.culebra.vector.codegen.Kernels;
import io.culebra.vector.loop.UnaryLoop;
import io.culebra.vector.math.Powers;
import io.culebra.vector.work.RangeKernel;
import io.culebra.vector.work.Steps;
import java.util.List;

/**
 * ConvTranspose of signals and images, row by row of the output: every row of the input that
 * reaches it, times the row of the filters with which it does.
 */
public final class ConvTransposeImplementation implements Implementation {
  private static final int BYTES = Float.BYTES;
  private static final long ALIGNMENT = 64;
  private static final int W = 1;
  private static final int BIAS = 2;

  /** The multiplications that take about as long as moving an element. */
  private static final int FREE_MULTIPLICATIONS = 16;

  /** A kernel that C2 has not compiled after this long is used as it is. */
  private static final long WARM_UP_NANOS = 1_000_000_000L;

  @Override
  public String name() {
    return "vector/convtranspose";
  }

  @Override
  public Class<ConvTranspose> operator() {
    return ConvTranspose.class;
  }

  @Override
  public Support supports(KernelSpec spec) {
    int rank = spec.input(0).shape().rank();
    long largest = Math.max(spec.input(0).bytes(), spec.output().bytes());
    return Support.require(rank == 3 || rank == 4, "neither a signal nor an image")
        .and(Support.require(spec.input(W).isConstant(), "the weights are not constant"))
        .and(Support.require(largest <= Integer.MAX_VALUE, "more than 2 GB"))
        .and(Support.require(largest > 0, "an empty operand"))
        .and(Steps.floats(spec));
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return List.of(Layouts.channelsLast(spec).withRowMajor(W).withRowMajor(BIAS));
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    Constant weights = spec.input(W).constant();
    if (weights == null) {
      throw spec.fail("vector", "the weights are not constant");
    }
    Deconvolution numbers = Deconvolution.of(spec);
    String form = "vector deconvolution " + numbers.groups() + " x " + numbers.product().layout();
    long packed =
        context
            .pack(
                weights,
                form,
                FilterRows.bytes(numbers),
                target -> FilterRows.pack(weights, target, numbers))
            .address();
    numbers.product().kernels().forEach(kernel -> Kernels.warm(kernel, WARM_UP_NANOS));
    Rows rows =
        new Rows(
            numbers,
            new Spreader(numbers),
            UnaryLoop.of(Powers.code("same")),
            packed,
            spec.hasInput(BIAS));
    long multiplications =
        (long) numbers.groupChannels()
            * numbers.window().kernelHeight()
            * numbers.window().kernelWidth()
            / ((long) numbers.window().strideY() * numbers.window().strideX());
    return RangeKernel.of(
            spec, spec.output().shape().size(0) * numbers.window().outputHeight(), rows::run)
        .weight(multiplications / FREE_MULTIPLICATIONS)
        .scratch(align(numbers.lineBytes()) + numbers.product().scratchBytes())
        .unread(W)
        .build();
  }

  private static long align(long bytes) {
    return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
  }

  /** What a range of rows of the output takes. */
  private record Rows(
      Deconvolution numbers, Spreader spreader, UnaryLoop copy, long packed, boolean hasBias) {
    void run(Binding binding, long from, long to, long scratch) {
      int height = numbers.window().outputHeight();
      long rowBytes = (long) numbers.window().outputWidth() * numbers.outputs() * BYTES;
      for (long row = from; row < to; row++) {
        long target = binding.output(0) + row * rowBytes;
        fill(target, hasBias ? binding.input(BIAS) : packed + FilterRows.zerosOffset(numbers));
        add(binding.input(0), target, row / height, (int) (row % height), scratch);
      }
    }

    private void fill(long target, long bias) {
      long pixelBytes = (long) numbers.outputs() * BYTES;
      for (int x = 0; x < numbers.window().outputWidth(); x++) {
        copy.run(bias, target + x * pixelBytes, numbers.outputs());
      }
    }

    private void add(long input, long target, long image, int y, long scratch) {
      int inputHeight = numbers.window().inputHeight();
      long rowBytes = (long) numbers.window().inputWidth() * numbers.channels() * BYTES;
      for (int tap = 0; tap < numbers.window().kernelHeight(); tap++) {
        int reach = y + numbers.window().top() - tap * numbers.window().dilationY();
        int row = Math.floorDiv(reach, numbers.window().strideY());
        if (row * numbers.window().strideY() == reach && row >= 0 && row < inputHeight) {
          addRow(input + (image * inputHeight + row) * rowBytes, target, tap, scratch);
        }
      }
    }

    private void addRow(long source, long target, int tap, long scratch) {
      long lines = scratch;
      long rest = scratch + align(numbers.lineBytes());
      for (int group = 0; group < numbers.groups(); group++) {
        long a = source + (long) group * numbers.groupChannels() * BYTES;
        int matrix = group * numbers.window().kernelHeight() + tap;
        long b = packed + matrix * FilterRows.matrixBytes(numbers);
        for (int task = 0; task < numbers.product().tasks(); task++) {
          numbers.product().run(task, a, b, lines, 0, 0, 0, rest);
        }
        spreader.spread(lines, target + (long) group * numbers.groupOutputs() * BYTES);
      }
    }
  }
}
