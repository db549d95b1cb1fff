package io.culebra.op;

import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__RNN.html">RNN</a>: the simple recurrent network,
 * whose state is the activation of W x + R state + biases.
 *
 * <p>Inputs and outputs: those of {@link Recurrent}, with one gate.
 *
 * @param direction the order of the steps
 * @param hiddenSize the elements of the state
 * @param activations of the state, for each direction; by default Tanh
 * @param clip limit of the absolute value of what activations are given; Infinity for none
 */
public record RNN(
    RecurrentDirection direction, int hiddenSize, List<UnaryElementwise> activations, float clip)
    implements Recurrent {
  /** Copies the list and checks the numbers. */
  public RNN {
    activations = List.copyOf(activations);
    Recurrent.check(direction, hiddenSize, activations, 1, clip);
  }

  @Override
  public int gates() {
    return 1;
  }
}
