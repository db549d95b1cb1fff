package io.culebra.vector.conv.depthwise;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.Conv;
import io.culebra.tensor.Constant;
import io.culebra.tensor.Shape;
import io.culebra.vector.Lanes;
import io.culebra.vector.work.RangeKernel;
import io.culebra.vector.work.SpatialWindow;
import io.culebra.vector.work.Steps;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Conv in which every channel has a filter of its own, over one or two spatial axes. */
public final class DepthwiseImplementation implements Implementation {
  private static final int BYTES = Float.BYTES;
  private static final int W = 1;
  private static final int BIAS = 2;

  /** The taps that take about as long as moving the element. */
  private static final int WEIGHTLESS_TAPS = 9;

  @Override
  public String name() {
    return "vector/conv-depthwise";
  }

  @Override
  public Class<Conv> operator() {
    return Conv.class;
  }

  @Override
  public Support supports(KernelSpec spec) {
    int rank = spec.input(0).shape().rank();
    long channels = spec.input(0).shape().size(1);
    boolean depthwise =
        spec.base(operator()).group() == channels && spec.output().shape().size(1) == channels;
    return Support.require(depthwise, "not a filter for each channel")
        .and(Support.require(rank == 3 || rank == 4, "more than two spatial axes"))
        .and(Support.require(spec.input(W).isConstant(), "the weights are not constant"))
        .and(Support.require(fitsInt(spec), "more than 2 GB"))
        .and(Steps.floats(spec));
  }

  private static boolean fitsInt(KernelSpec spec) {
    return Math.max(spec.input(0).bytes(), spec.output().bytes()) <= Integer.MAX_VALUE;
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return List.of(Layouts.channelsLast(spec).withRowMajor(W).withRowMajor(BIAS));
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    Shape input = spec.input(0).shape();
    Shape output = spec.output().shape();
    Shape filters = spec.input(W).shape();
    SpatialWindow window =
        SpatialWindow.of(spec.base(operator()).window(), input, output, kernel(filters));
    int channels = Math.toIntExact(output.size(1));
    int taps = window.kernelHeight() * window.kernelWidth();
    MemorySegment packed = pack(spec, context, taps, channels);
    Rows rows =
        new Rows(
            window, channels, block(window, channels), packed.address(), taps, spec.hasInput(BIAS));
    return RangeKernel.of(spec, output.size(0) * window.outputHeight(), rows::run)
        .weight(Math.max(1, taps / WEIGHTLESS_TAPS))
        .unread(W)
        .build();
  }

  private static List<Integer> kernel(Shape filters) {
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 2; axis < filters.rank(); axis++) {
      sizes.add(Math.toIntExact(filters.size(axis)));
    }
    return sizes;
  }

  private static ChannelBlock block(SpatialWindow window, int channels) {
    long pixelBytes = (long) channels * BYTES;
    if (channels >= Lanes.COUNT && Stride1Block.fits(window)) {
      return new Stride1Block(window, pixelBytes);
    }
    if (channels >= Lanes.COUNT && Stride2Block.fits(window)) {
      return new Stride2Block(window, pixelBytes);
    }
    return new AnyWindowBlock(window, pixelBytes, Math.min(channels, Lanes.COUNT));
  }

  /** The taps one after the other, each with its weights of all channels; then a row of zeros. */
  private static MemorySegment pack(
      KernelSpec spec, KernelContext context, int taps, int channels) {
    Constant weights = spec.input(W).constant();
    if (weights == null) {
      throw spec.fail("vector", "the weights are not constant");
    }
    long bytes = (taps + 1L) * channels * BYTES;
    return context.pack(
        weights,
        "vector depthwise tap-major",
        bytes,
        target -> FilterPacker.pack(weights, target, taps, channels));
  }

  /** What a range of rows of the output takes: block by block, each along all of the rows. */
  private record Rows(
      SpatialWindow window,
      int channels,
      ChannelBlock block,
      long weights,
      int taps,
      boolean hasBias) {
    void run(Binding binding, long from, long to, long scratch) {
      long zeros = weights + (long) taps * channels * BYTES;
      long bias = hasBias ? binding.input(BIAS) : zeros;
      long imageBytes = (long) window.inputHeight() * window.inputWidth() * channels * BYTES;
      long rowBytes = (long) window.outputWidth() * channels * BYTES;
      int channel = 0;
      while (channel < channels) {
        int first = Math.max(0, Math.min(channel, channels - Lanes.COUNT));
        long offset = (long) first * BYTES;
        for (long row = from; row < to; row++) {
          block.row(
              binding.input(0) + row / window.outputHeight() * imageBytes + offset,
              binding.output(0) + row * rowBytes + offset,
              weights + offset,
              bias + offset,
              zeros,
              (int) (row % window.outputHeight()));
        }
        channel += Lanes.COUNT;
      }
    }
  }
}
