package io.culebra.vector.normalize;

import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.InstanceNormalization;
import io.culebra.tensor.Shape;
import io.culebra.vector.work.RangeKernel;
import io.culebra.vector.work.Steps;
import java.util.List;

/** InstanceNormalization: every channel of every image by its own mean and variance. */
public final class InstanceNormImplementation implements Implementation {
  private static final int BYTES = Float.BYTES;
  private static final int PASSES = 3;

  @Override
  public String name() {
    return "vector/instancenormalization";
  }

  @Override
  public Class<InstanceNormalization> operator() {
    return InstanceNormalization.class;
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
    Shape shape = spec.output().shape();
    int channels = Math.toIntExact(shape.size(1));
    int pixels = Math.toIntExact(shape.elements(2, shape.rank()));
    float epsilon = spec.base(operator()).epsilon();
    RangeKernel.Builder kernel =
        Steps.isChannelsLast(spec.output())
            ? RangeKernel.of(spec, shape.size(0), new Images(channels, pixels, epsilon)::run)
            : RangeKernel.of(
                spec, shape.size(0) * channels, new Planes(channels, pixels, epsilon)::run);
    return kernel.weight(PASSES).inPlace(0).build();
  }

  /** A range of images with the channels innermost. */
  private record Images(int channels, int pixels, float epsilon) {
    void run(Binding binding, long from, long to, long scratch) {
      for (long image = from; image < to; image++) {
        long offset = image * pixels * channels * BYTES;
        InstanceNormLoop.channels(
            binding.input(0) + offset,
            binding.output(0) + offset,
            channels,
            pixels,
            epsilon,
            binding.input(1),
            binding.input(2));
      }
    }
  }

  /** A range of planes, each of one channel. */
  private record Planes(int channels, int pixels, float epsilon) {
    void run(Binding binding, long from, long to, long scratch) {
      for (long plane = from; plane < to; plane++) {
        long channel = plane % channels * BYTES;
        long offset = plane * pixels * BYTES;
        long source = binding.input(0) + offset;
        float mean = RowStatistics.LOOPS.sum(source, pixels) / pixels;
        float variance = RowStatistics.LOOPS.squares(source, pixels, mean) / pixels;
        float factor = (float) (load(binding.input(1) + channel) / Math.sqrt(variance + epsilon));
        RowTransforms.centered(
            source,
            binding.output(0) + offset,
            pixels,
            mean,
            factor,
            load(binding.input(2) + channel));
      }
    }

    private static float load(long address) {
      return ALL.get(JAVA_FLOAT_UNALIGNED, address - BASE);
    }
  }
}
