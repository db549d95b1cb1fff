package io.culebra.vector.normalize;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.LRN;
import io.culebra.tensor.Shape;
import io.culebra.vector.work.RangeKernel;
import io.culebra.vector.work.Steps;
import java.util.List;

/** LRN: every element divided by a power of the squares of neighbouring channels. */
public final class LrnImplementation implements Implementation {
  private static final int BYTES = Float.BYTES;

  @Override
  public String name() {
    return "vector/lrn";
  }

  @Override
  public Class<LRN> operator() {
    return LRN.class;
  }

  @Override
  public Support supports(KernelSpec spec) {
    return Steps.floats(spec)
        .and(Support.require(spec.output().bytes() <= Integer.MAX_VALUE, "more than 2 GB"));
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return Steps.eitherLayout(spec);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    LRN op = spec.base(operator());
    Shape shape = spec.output().shape();
    int channels = Math.toIntExact(shape.size(1));
    int pixels = Math.toIntExact(shape.elements(2, shape.rank()));
    int before = (op.size() - 1) / 2;
    Neighbours neighbours =
        new Neighbours(
            LrnLoop.of(op.beta()),
            channels,
            pixels,
            before,
            op.size() - 1 - before,
            op.alpha() / op.size(),
            op.bias());
    RangeKernel.Builder kernel =
        pixels == 1 || Steps.isChannelsLast(spec.output())
            ? RangeKernel.of(spec, shape.size(0) * pixels, neighbours::pixels)
            : RangeKernel.of(spec, shape.size(0) * channels, neighbours::planes);
    return kernel.weight(op.size()).build();
  }

  /** What a range of pixels, or of planes, takes. */
  private record Neighbours(
      LrnLoop loop, int channels, int pixels, int before, int after, float factor, float bias) {
    void pixels(Binding binding, long from, long to, long scratch) {
      for (long pixel = from; pixel < to; pixel++) {
        long offset = pixel * channels * BYTES;
        loop.pixel(
            binding.input(0) + offset,
            binding.output(0) + offset,
            channels,
            before,
            after,
            factor,
            bias);
      }
    }

    void planes(Binding binding, long from, long to, long scratch) {
      long planeBytes = (long) pixels * BYTES;
      for (long plane = from; plane < to; plane++) {
        int channel = (int) (plane % channels);
        int first = Math.max(0, channel - before);
        int last = Math.min(channels - 1, channel + after);
        long source = binding.input(0) + plane * planeBytes;
        loop.plane(
            source,
            binding.output(0) + plane * planeBytes,
            source - (channel - first) * planeBytes,
            last - first + 1,
            pixels,
            factor,
            bias);
      }
    }
  }
}
