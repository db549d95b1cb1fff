package io.culebra.op;

import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__GRU.html">GRU</a>: gated recurrent units.
 *
 * <p>Inputs and outputs: those of {@link Recurrent}, gates in the order update, reset, hidden.
 *
 * @param direction the order of the steps
 * @param hiddenSize the elements of the state
 * @param activations of the gates and of the hidden state, for each direction; by default Sigmoid,
 *     Tanh
 * @param clip limit of the absolute value of what activations are given; Infinity for none
 * @param linearBeforeReset whether the reset gate is applied behind the product with the state
 *     instead of before
 */
public record GRU(
    RecurrentDirection direction,
    int hiddenSize,
    List<UnaryElementwise> activations,
    float clip,
    boolean linearBeforeReset)
    implements Recurrent {
  /** Copies the list and checks the numbers. */
  public GRU {
    activations = List.copyOf(activations);
    Recurrent.check(direction, hiddenSize, activations, 2, clip);
  }

  @Override
  public int gates() {
    return 3;
  }
}
