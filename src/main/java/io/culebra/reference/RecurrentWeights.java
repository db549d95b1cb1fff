package io.culebra.reference;

import org.jspecify.annotations.Nullable;

/** The weights of a recurrent operator for one direction. Rows are numbered gate by gate. */
final class RecurrentWeights {
  private final Numbers input;
  private final Numbers recurrence;
  private final @Nullable Numbers biases;
  private final @Nullable Numbers peepholes;
  private final int direction;

  /**
   * @param peepholes which input has peephole weights; -1 for none
   */
  RecurrentWeights(Operands operands, int peepholes, int direction) {
    this.input = operands.input(1);
    this.recurrence = operands.input(2);
    this.biases = operands.optionalInput(3);
    this.peepholes = peepholes < 0 ? null : operands.optionalInput(peepholes);
    this.direction = direction;
  }

  /** How many rows there are: gates times elements of the state. */
  int rows() {
    return Math.toIntExact(recurrence.size(1));
  }

  /** The product of a row of W with the floats of {@code x} from {@code at} on. */
  double ofInput(int row, Numbers x, long at) {
    long start = (direction * input.size(1) + row) * input.size(2);
    return Products.sum(input, start, 1, x, at, 1, input.size(2));
  }

  /** The product of a row of R with a state. */
  double ofState(int row, double[] state) {
    long start = (direction * recurrence.size(1) + row) * recurrence.size(2);
    double sum = 0;
    for (int i = 0; i < state.length; i++) {
      sum += recurrence.get(start + i) * state[i];
    }
    return sum;
  }

  /** The bias of a row of W. */
  double inputBias(int row) {
    return biases == null ? 0 : biases.get(direction * biases.size(1) + row);
  }

  /** The bias of a row of R. */
  double stateBias(int row) {
    return biases == null ? 0 : biases.get(direction * biases.size(1) + rows() + row);
  }

  /** A peephole weight; 0 where there are none. */
  double peephole(int index) {
    return peepholes == null ? 0 : peepholes.get(direction * peepholes.size(1) + index);
  }
}
