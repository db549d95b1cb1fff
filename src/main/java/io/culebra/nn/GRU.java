package io.culebra.nn;

import io.culebra.op.Recurrent;
import io.culebra.op.RecurrentDirection;

/**
 * Gated recurrent units: Cho et al., "Learning phrase representations using RNN encoder-decoder for
 * statistical machine translation", 2014. Gates are in the order update, reset, hidden.
 *
 * <p>The reset gate is applied behind the product with the state, which has a bias of its own,
 * {@code recurrent_bias}; {@link #resetBefore} does it as the paper has it.
 */
public final class GRU extends RecurrentLayer<GRU> {
  private Activation recurrentActivation = Activation.sigmoid();
  private boolean resetsBehind = true;

  private GRU(int units) {
    super(units);
  }

  /**
   * A layer.
   *
   * @param units the size of the state
   */
  public static GRU of(int units) {
    return new GRU(units);
  }

  /** The function of the gates; the sigmoid unless told. */
  public GRU recurrentActivation(Activation function) {
    recurrentActivation = function;
    return this;
  }

  /** Applies the reset gate to the state before the product, with one bias for both products. */
  public GRU resetBefore() {
    resetsBehind = false;
    return this;
  }

  @Override
  boolean hasStateBias() {
    return resetsBehind;
  }

  @Override
  Recurrent operator(LayerScope scope, RecurrentDirection direction, int units) {
    return new io.culebra.op.GRU(
        direction,
        units,
        activations(scope, direction, recurrentActivation, activation()),
        Float.POSITIVE_INFINITY,
        resetsBehind);
  }
}
