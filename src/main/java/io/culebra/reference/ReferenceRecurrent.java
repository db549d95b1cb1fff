package io.culebra.reference;

import io.culebra.kernel.KernelSpec;
import io.culebra.op.Recurrent;
import io.culebra.op.RecurrentDirection;
import io.culebra.scalar.UnaryFunction;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An operator that goes through sequences. States are kept in double from step to step. Outputs
 * behind the end of a sequence are 0, and its last states are those at its end; they are 0 too, as
 * in ONNX Runtime, where the sequence is empty.
 *
 * @param <T> the operator
 */
abstract class ReferenceRecurrent<T extends Recurrent> extends Reference<T> {
  private static final int LENGTHS = 4;
  private static final int FIRST_STATE = 5;

  ReferenceRecurrent(Class<T> operator) {
    super(operator);
  }

  /** What happens at one place of a sequence. */
  @FunctionalInterface
  interface Cell {
    /**
     * Replaces the states by the next ones.
     *
     * @param sums the products of W with what stands there in the sequence, biases of W added
     */
    void step(double[] sums, double[][] states);
  }

  /**
   * The cell of one direction, which may keep numbers in it from the start to the end of a step.
   */
  abstract Cell cell(T op, int direction, RecurrentWeights weights);

  @Override
  final Loop loop(KernelSpec spec) {
    T op = op(spec);
    return operands -> {
      for (int direction = 0; direction < op.direction().count(); direction++) {
        RecurrentWeights weights = new RecurrentWeights(operands, op.peepholes(), direction);
        Cell cell = cell(op, direction, weights);
        for (long item = 0; item < operands.input(0).size(1); item++) {
          run(spec, operands, cell, weights, direction, item);
        }
      }
    };
  }

  private void run(
      KernelSpec spec,
      Operands operands,
      Cell cell,
      RecurrentWeights weights,
      int direction,
      long item) {
    T op = op(spec);
    Numbers x = operands.input(0);
    @Nullable Numbers y = operands.optionalOutput(0);
    long batch = x.size(1);
    int hidden = op.hiddenSize();
    long length = length(spec, operands, item);
    boolean backwards = direction == 1 || op.direction() == RecurrentDirection.REVERSE;
    double[][] states = firstStates(op, operands, (direction * batch + item) * hidden);
    double[] sums = new double[weights.rows()];
    for (long step = 0; step < x.size(0); step++) {
      boolean inside = step < length;
      long place = inside && backwards ? length - 1 - step : step;
      if (inside) {
        long at = (place * batch + item) * x.size(2);
        for (int row = 0; row < sums.length; row++) {
          sums[row] = weights.ofInput(row, x, at) + weights.inputBias(row);
        }
        cell.step(sums, states);
      }
      for (int i = 0; y != null && i < hidden; i++) {
        long at = ((place * op.direction().count() + direction) * batch + item) * hidden + i;
        y.set(at, inside ? states[0][i] : 0);
      }
    }
    for (int state = 0; state < states.length; state++) {
      @Nullable Numbers last = operands.optionalOutput(1 + state);
      for (int i = 0; last != null && i < hidden; i++) {
        long at = (direction * batch + item) * hidden + i;
        last.set(at, length == 0 ? 0 : states[state][i]);
      }
    }
  }

  private double[][] firstStates(T op, Operands operands, long at) {
    double[][] states = new double[op.states()][op.hiddenSize()];
    for (int state = 0; state < states.length; state++) {
      @Nullable Numbers first = operands.optionalInput(FIRST_STATE + state);
      for (int i = 0; first != null && i < op.hiddenSize(); i++) {
        states[state][i] = first.get(at + i);
      }
    }
    return states;
  }

  private static long length(KernelSpec spec, Operands operands, long item) {
    @Nullable Numbers lengths = operands.optionalInput(LENGTHS);
    long steps = operands.input(0).size(0);
    long length = lengths == null ? steps : lengths.getLong(item);
    if (length < 0 || length > steps) {
      throw spec.invalid(LENGTHS, "a sequence of length " + length + " in " + steps + " steps");
    }
    return length;
  }

  /** An activation of one direction, of numbers that are clipped first. */
  final DoubleUnaryOperator activation(T op, int direction, int index) {
    int perDirection = op.activations().size() / op.direction().count();
    DoubleUnaryOperator function =
        UnaryFunction.doubles(op.activations().get(direction * perDirection + index));
    double clip = op.clip();
    return x -> function.applyAsDouble(Math.clamp(x, -clip, clip));
  }
}
