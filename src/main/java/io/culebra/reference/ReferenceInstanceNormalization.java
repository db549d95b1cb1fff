package io.culebra.reference;

import io.culebra.kernel.KernelSpec;
import io.culebra.op.InstanceNormalization;

/** InstanceNormalization. */
final class ReferenceInstanceNormalization extends Reference<InstanceNormalization> {
  ReferenceInstanceNormalization() {
    super(InstanceNormalization.class);
  }

  @Override
  Loop loop(KernelSpec spec) {
    double epsilon = op(spec).epsilon();
    return operands -> {
      Numbers x = operands.input(0);
      long area = x.shape().elements(2, x.shape().rank());
      for (long channel = 0; channel < x.size(0) * x.size(1); channel++) {
        Statistics statistics = Statistics.of(x, channel * area, area);
        double factor = statistics.inverseDeviation(epsilon);
        double scale = operands.input(1).get(channel % x.size(1));
        double bias = operands.input(2).get(channel % x.size(1));
        for (long i = channel * area; i < (channel + 1) * area; i++) {
          operands.output().set(i, scale * (x.get(i) - statistics.mean()) * factor + bias);
        }
      }
    };
  }
}
