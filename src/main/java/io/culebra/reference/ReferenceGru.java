package io.culebra.reference;

import io.culebra.op.GRU;
import java.util.function.DoubleUnaryOperator;

/** GRU. */
final class ReferenceGru extends ReferenceRecurrent<GRU> {
  ReferenceGru() {
    super(GRU.class);
  }

  @Override
  Cell cell(GRU op, int direction, RecurrentWeights weights) {
    DoubleUnaryOperator f = activation(op, direction, 0);
    DoubleUnaryOperator g = activation(op, direction, 1);
    int hidden = op.hiddenSize();
    return (sums, states) -> {
      double[] state = states[0];
      double[] reset = new double[hidden];
      double[] resetState = new double[hidden];
      for (int i = 0; i < hidden; i++) {
        int row = hidden + i;
        reset[i] =
            f.applyAsDouble(sums[row] + weights.ofState(row, state) + weights.stateBias(row));
        resetState[i] = reset[i] * state[i];
      }
      double[] next = new double[hidden];
      for (int i = 0; i < hidden; i++) {
        int row = 2 * hidden + i;
        double recurrent =
            op.linearBeforeReset()
                ? reset[i] * (weights.ofState(row, state) + weights.stateBias(row))
                : weights.ofState(row, resetState) + weights.stateBias(row);
        double proposed = g.applyAsDouble(sums[row] + recurrent);
        double update = f.applyAsDouble(sums[i] + weights.ofState(i, state) + weights.stateBias(i));
        next[i] = (1 - update) * proposed + update * state[i];
      }
      states[0] = next;
    };
  }
}
