package io.culebra.vector.normalize;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.RMSNormalization;
import io.culebra.tensor.Shape;
import io.culebra.vector.work.RangeKernel;
import io.culebra.vector.work.Steps;

/** RMSNormalization: every row divided by the root of its mean square, then scaled. */
public final class RmsNormImplementation implements Implementation {
  private static final int PASSES = 2;

  @Override
  public String name() {
    return "vector/rmsnormalization";
  }

  @Override
  public Class<RMSNormalization> operator() {
    return RMSNormalization.class;
  }

  @Override
  public Support supports(KernelSpec spec) {
    return Steps.floats(spec).and(NormalizedRows.support(spec, spec.base(operator()).axis()));
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    RMSNormalization op = spec.base(operator());
    Shape shape = spec.output().shape();
    int count = NormalizedRows.length(shape, op.axis());
    float epsilon = op.epsilon();
    return RangeKernel.of(
            spec,
            NormalizedRows.count(shape, op.axis()),
            (binding, from, to, scratch) -> {
              for (long row = from; row < to; row++) {
                long offset = row * count * Float.BYTES;
                long source = binding.input(0) + offset;
                float square = RowStatistics.LOOPS.squares(source, count, 0) / count;
                float inverse = (float) (1 / Math.sqrt(square + epsilon));
                RowTransforms.scaled(
                    source, binding.output(0) + offset, count, 0, inverse, binding.input(1));
              }
            })
        .weight(PASSES)
        .inPlace(0)
        .build();
  }
}
