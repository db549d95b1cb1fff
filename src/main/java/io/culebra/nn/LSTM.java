package io.culebra.nn;

import io.culebra.op.Recurrent;
import io.culebra.op.RecurrentDirection;

/**
 * Long short-term memory: Hochreiter and Schmidhuber, "Long short-term memory", 1997, with the
 * forget gate of Gers, Schmidhuber and Cummins, "Learning to forget", 2000. Gates are in the order
 * input, output, forget, cell.
 *
 * <p>The forget gate's bias begins with 1, as Jozefowicz, Zaremba and Sutskever advise in "An
 * empirical exploration of recurrent network architectures", 2015.
 */
public final class LSTM extends RecurrentLayer<LSTM> {
  private static final int GATES = 4;
  private static final int FORGET = 2;

  private Activation recurrentActivation = Activation.sigmoid();
  private boolean forgetBias = true;

  private LSTM(int units) {
    super(units);
  }

  /**
   * A layer.
   *
   * @param units the size of the state
   */
  public static LSTM of(int units) {
    return new LSTM(units);
  }

  /** The function of the gates; the sigmoid unless told. */
  public LSTM recurrentActivation(Activation function) {
    recurrentActivation = function;
    return this;
  }

  /** Lets the forget gate's bias begin as the others do, in place of 1. */
  public LSTM withoutUnitForgetBias() {
    forgetBias = false;
    return this;
  }

  @Override
  Initializer bias(Initializer initializer) {
    long units = units();
    return forgetBias
        ? (index, seed, fans) ->
            index / units % GATES == FORGET ? 1 : initializer.element(index, seed, fans)
        : initializer;
  }

  @Override
  Recurrent operator(LayerScope scope, RecurrentDirection direction, int units) {
    return new io.culebra.op.LSTM(
        direction,
        units,
        activations(scope, direction, recurrentActivation, activation(), activation()),
        Float.POSITIVE_INFINITY,
        false);
  }
}
