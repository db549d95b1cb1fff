package io.culebra.reference;

import io.culebra.kernel.KernelSpec;
import io.culebra.op.BatchNormalization;

/** BatchNormalization in inference. */
final class ReferenceBatchNormalization extends Reference<BatchNormalization> {
  ReferenceBatchNormalization() {
    super(BatchNormalization.class);
  }

  @Override
  Loop loop(KernelSpec spec) {
    double epsilon = op(spec).epsilon();
    return operands -> {
      Numbers x = operands.input(0);
      long channels = x.size(1);
      long area = x.shape().elements(2, x.shape().rank());
      for (long i = 0; i < x.count(); i++) {
        long c = i / area % channels;
        double scale = operands.input(1).get(c);
        double bias = operands.input(2).get(c);
        double mean = operands.input(3).get(c);
        double variance = operands.input(4).get(c);
        double normal = (x.get(i) - mean) / Math.sqrt(variance + epsilon);
        operands.output().set(i, scale * normal + bias);
      }
    };
  }
}
