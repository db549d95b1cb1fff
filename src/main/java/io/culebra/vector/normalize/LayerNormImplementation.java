package io.culebra.vector.normalize;

import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.LayerNormalization;
import io.culebra.tensor.Shape;
import io.culebra.vector.work.RangeKernel;
import io.culebra.vector.work.Steps;

/** LayerNormalization: mean, variance around it, and transform of one row after the other. */
public final class LayerNormImplementation implements Implementation {
  private static final int PASSES = 3;

  @Override
  public String name() {
    return "vector/layernormalization";
  }

  @Override
  public Class<LayerNormalization> operator() {
    return LayerNormalization.class;
  }

  @Override
  public Support supports(KernelSpec spec) {
    return Steps.floats(spec).and(NormalizedRows.support(spec, spec.base(operator()).axis()));
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    LayerNormalization op = spec.base(operator());
    Shape shape = spec.output().shape();
    int count = NormalizedRows.length(shape, op.axis());
    boolean bias = spec.hasInput(2);
    boolean mean = has(spec, 1);
    boolean deviation = has(spec, 2);
    Rows rows = new Rows(count, op.epsilon(), bias, mean, deviation);
    return RangeKernel.of(spec, NormalizedRows.count(shape, op.axis()), rows::run)
        .weight(PASSES)
        .inPlace(0)
        .build();
  }

  private static boolean has(KernelSpec spec, int output) {
    return output < spec.outputs().size() && spec.outputs().get(output) != null;
  }

  /** What a range of rows takes. */
  private record Rows(int count, float epsilon, boolean bias, boolean mean, boolean deviation) {
    void run(Binding binding, long from, long to, long scratch) {
      for (long row = from; row < to; row++) {
        long offset = row * count * Float.BYTES;
        long source = binding.input(0) + offset;
        long target = binding.output(0) + offset;
        float average = RowStatistics.LOOPS.sum(source, count) / count;
        float variance = RowStatistics.LOOPS.squares(source, count, average) / count;
        float inverse = (float) (1 / Math.sqrt(variance + epsilon));
        if (bias) {
          RowTransforms.scaledAndBiased(
              source, target, count, average, inverse, binding.input(1), binding.input(2));
        } else {
          RowTransforms.scaled(source, target, count, average, inverse, binding.input(1));
        }
        if (mean) {
          store(binding.output(1), row, average);
        }
        if (deviation) {
          store(binding.output(2), row, inverse);
        }
      }
    }

    private static void store(long target, long row, float value) {
      ALL.set(JAVA_FLOAT_UNALIGNED, target - BASE + row * Float.BYTES, value);
    }
  }
}
