package io.culebra.op;

import java.util.List;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__LSTM.html">LSTM</a>: long short-term memory.
 *
 * <p>Inputs: those of {@link Recurrent}, gates in the order input, output, forget, cell; optionally
 * the first cell state; optionally peephole weights, directions x (3 * hidden size), in the order
 * input, output, forget. Outputs: those of {@link Recurrent}; the last cell states.
 *
 * @param direction the order of the steps
 * @param hiddenSize the elements of the state
 * @param activations of the gates, of the cell's input and of the cell's output, for each
 *     direction; by default Sigmoid, Tanh, Tanh
 * @param clip limit of the absolute value of what the gates and the cell's input are computed from;
 *     Infinity for none
 * @param inputForget whether the forget gate is one minus the input gate
 */
public record LSTM(
    RecurrentDirection direction,
    int hiddenSize,
    List<UnaryElementwise> activations,
    float clip,
    boolean inputForget)
    implements Recurrent {
  /** Copies the list and checks the numbers. */
  public LSTM {
    activations = List.copyOf(activations);
    Recurrent.check(direction, hiddenSize, activations, 3, clip);
  }

  @Override
  public int gates() {
    return 4;
  }

  @Override
  public int states() {
    return 2;
  }

  @Override
  public int peepholes() {
    return 7;
  }
}
