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
import io.culebra.op.BatchNormalization;
import io.culebra.tensor.Shape;
import io.culebra.vector.work.RangeKernel;
import io.culebra.vector.work.Steps;
import java.util.List;

/** BatchNormalization with given statistics: one factor and one summand per channel. */
public final class BatchNormImplementation implements Implementation {
  private static final int BYTES = Float.BYTES;

  @Override
  public String name() {
    return "vector/batchnormalization";
  }

  @Override
  public Class<BatchNormalization> operator() {
    return BatchNormalization.class;
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
    if (pixels == 1 || Steps.isChannelsLast(spec.output())) {
      Pixels body = new Pixels(channels, epsilon);
      return RangeKernel.of(spec, shape.size(0) * pixels, body::run)
          .scratch(2L * channels * BYTES)
          .inPlace(0)
          .build();
    }
    Planes body = new Planes(channels, pixels, epsilon);
    return RangeKernel.of(spec, shape.size(0) * channels, body::run).inPlace(0).build();
  }

  private static float factor(Binding binding, int channel, float epsilon) {
    float variance = load(binding.input(4), channel);
    return (float) (load(binding.input(1), channel) / Math.sqrt(variance + epsilon));
  }

  private static float summand(Binding binding, int channel, float factor) {
    return load(binding.input(2), channel) - load(binding.input(3), channel) * factor;
  }

  private static float load(long address, int index) {
    return ALL.get(JAVA_FLOAT_UNALIGNED, address - BASE + (long) index * BYTES);
  }

  private static void store(long address, int index, float value) {
    ALL.set(JAVA_FLOAT_UNALIGNED, address - BASE + (long) index * BYTES, value);
  }

  /** A range of pixels with all their channels; factors and summands lie in scratch. */
  private record Pixels(int channels, float epsilon) {
    void run(Binding binding, long from, long to, long scratch) {
      long summands = scratch + (long) channels * BYTES;
      for (int c = 0; c < channels; c++) {
        float factor = factor(binding, c, epsilon);
        store(scratch, c, factor);
        store(summands, c, summand(binding, c, factor));
      }
      for (long pixel = from; pixel < to; pixel++) {
        long offset = pixel * channels * BYTES;
        RowTransforms.scaledAndBiased(
            binding.input(0) + offset,
            binding.output(0) + offset,
            channels,
            0,
            1,
            scratch,
            summands);
      }
    }
  }

  /** A range of planes, each of one channel. */
  private record Planes(int channels, int pixels, float epsilon) {
    void run(Binding binding, long from, long to, long scratch) {
      for (long plane = from; plane < to; plane++) {
        int channel = (int) (plane % channels);
        float factor = factor(binding, channel, epsilon);
        long offset = plane * pixels * BYTES;
        RowTransforms.linear(
            binding.input(0) + offset,
            binding.output(0) + offset,
            pixels,
            factor,
            summand(binding, channel, factor));
      }
    }
  }
}
