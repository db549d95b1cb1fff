package io.culebra.reference;

import io.culebra.op.RNN;
import java.util.function.DoubleUnaryOperator;

/** RNN. */
final class ReferenceRnn extends ReferenceRecurrent<RNN> {
  ReferenceRnn() {
    super(RNN.class);
  }

  @Override
  Cell cell(RNN op, int direction, RecurrentWeights weights) {
    DoubleUnaryOperator f = activation(op, direction, 0);
    return (sums, states) -> {
      double[] next = new double[op.hiddenSize()];
      for (int i = 0; i < next.length; i++) {
        double sum = sums[i] + weights.ofState(i, states[0]) + weights.stateBias(i);
        next[i] = f.applyAsDouble(sum);
      }
      states[0] = next;
    };
  }
}
