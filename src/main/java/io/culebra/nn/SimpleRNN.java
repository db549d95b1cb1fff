package io.culebra.nn;

import io.culebra.op.RNN;
import io.culebra.op.Recurrent;
import io.culebra.op.RecurrentDirection;

/**
 * The simple recurrent network: the next state is an activation of W x + R state + b. Elman,
 * "Finding structure in time", 1990.
 */
public final class SimpleRNN extends RecurrentLayer<SimpleRNN> {
  private SimpleRNN(int units) {
    super(units);
  }

  /**
   * A layer.
   *
   * @param units the size of the state
   */
  public static SimpleRNN of(int units) {
    return new SimpleRNN(units);
  }

  @Override
  Recurrent operator(LayerScope scope, RecurrentDirection direction, int units) {
    return new RNN(
        direction, units, activations(scope, direction, activation()), Float.POSITIVE_INFINITY);
  }
}
