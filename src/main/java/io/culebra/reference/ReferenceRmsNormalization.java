package io.culebra.reference;

import io.culebra.kernel.KernelSpec;
import io.culebra.op.RMSNormalization;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;

/** RMSNormalization. */
final class ReferenceRmsNormalization extends Reference<RMSNormalization> {
  ReferenceRmsNormalization() {
    super(RMSNormalization.class);
  }

  @Override
  Loop loop(KernelSpec spec) {
    RMSNormalization op = op(spec);
    Shape shape = spec.input(0).shape();
    int axis = op.axis() < 0 ? op.axis() + shape.rank() : op.axis();
    long inner = shape.elements(axis, shape.rank());
    return operands -> {
      Numbers x = operands.input(0);
      Numbers scale = operands.input(1);
      for (long row = 0; row < x.count() / Math.max(inner, 1); row++) {
        double squares = Products.sum(x, row * inner, 1, x, row * inner, 1, inner);
        boolean single = x.dataType() != DataType.DOUBLE;
        double sum = single ? (float) squares : squares;
        double factor = 1 / Math.sqrt(sum / inner + op.epsilon());
        for (long i = row * inner; i < (row + 1) * inner; i++) {
          double s = scale.get(scale.broadcast(i, x));
          operands.output().set(i, x.get(i) * factor * s);
        }
      }
    };
  }
}
