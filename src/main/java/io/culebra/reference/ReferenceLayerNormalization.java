package io.culebra.reference;

import io.culebra.kernel.KernelSpec;
import io.culebra.op.LayerNormalization;
import io.culebra.tensor.Shape;
import org.jspecify.annotations.Nullable;

/** LayerNormalization, with mean and inverse deviation where they are asked for. */
final class ReferenceLayerNormalization extends Reference<LayerNormalization> {
  ReferenceLayerNormalization() {
    super(LayerNormalization.class);
  }

  @Override
  Loop loop(KernelSpec spec) {
    LayerNormalization op = op(spec);
    Shape shape = spec.input(0).shape();
    int axis = op.axis() < 0 ? op.axis() + shape.rank() : op.axis();
    long inner = shape.elements(axis, shape.rank());
    boolean biased = spec.hasInput(2);
    return operands -> run(op.epsilon(), inner, biased ? operands.input(2) : null, operands);
  }

  private static void run(double epsilon, long inner, @Nullable Numbers bias, Operands operands) {
    Numbers x = operands.input(0);
    Numbers scale = operands.input(1);
    Numbers y = operands.output();
    Numbers means = operands.optionalOutput(1);
    Numbers inverseDeviations = operands.optionalOutput(2);
    for (long row = 0; row < x.count() / Math.max(inner, 1); row++) {
      Statistics statistics = Statistics.of(x, row * inner, inner);
      double factor = statistics.inverseDeviation(epsilon);
      for (long i = row * inner; i < (row + 1) * inner; i++) {
        double normal = (x.get(i) - statistics.mean()) * factor;
        double b = bias == null ? 0 : bias.get(bias.broadcast(i, x));
        y.set(i, normal * scale.get(scale.broadcast(i, x)) + b);
      }
      if (means != null) {
        means.set(row, statistics.mean());
      }
      if (inverseDeviations != null) {
        inverseDeviations.set(row, factor);
      }
    }
  }
}
