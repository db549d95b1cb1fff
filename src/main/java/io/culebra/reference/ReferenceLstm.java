package io.culebra.reference;

import io.culebra.op.LSTM;
import io.culebra.scalar.UnaryFunction;
import java.util.function.DoubleUnaryOperator;

/** LSTM. What the cell's output is computed from is not clipped, nor is it by ONNX Runtime. */
final class ReferenceLstm extends ReferenceRecurrent<LSTM> {
  ReferenceLstm() {
    super(LSTM.class);
  }

  @Override
  Cell cell(LSTM op, int direction, RecurrentWeights weights) {
    DoubleUnaryOperator f = activation(op, direction, 0);
    DoubleUnaryOperator g = activation(op, direction, 1);
    DoubleUnaryOperator h = UnaryFunction.doubles(op.activations().get(direction * 3 + 2));
    int hidden = op.hiddenSize();
    return (sums, states) -> {
      double[] state = states[0];
      double[] cell = states[1];
      for (int row = 0; row < sums.length; row++) {
        sums[row] += weights.ofState(row, state) + weights.stateBias(row);
      }
      for (int i = 0; i < hidden; i++) {
        double peepIn = weights.peephole(i) * cell[i];
        double in = f.applyAsDouble(sums[i] + peepIn);
        double peepForget = weights.peephole(2 * hidden + i) * cell[i];
        double forget =
            op.inputForget() ? 1 - in : f.applyAsDouble(sums[2 * hidden + i] + peepForget);
        cell[i] = forget * cell[i] + in * g.applyAsDouble(sums[3 * hidden + i]);
        double peepOut = weights.peephole(hidden + i) * cell[i];
        double out = f.applyAsDouble(sums[hidden + i] + peepOut);
        state[i] = out * h.applyAsDouble(cell[i]);
      }
    };
  }
}
