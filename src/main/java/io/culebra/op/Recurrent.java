package io.culebra.op;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An operator that goes through a sequence and carries a state from step to step.
 *
 * <p>Inputs: X, steps x batch x input size; W, directions x (gates * hidden size) x input size; R,
 * directions x (gates * hidden size) x hidden size; optionally B, directions x (2 * gates * hidden
 * size), the biases of W and then those of R; optionally the length of each sequence, int32, batch;
 * optionally the first state, directions x batch x hidden size. Outputs: the states of all steps,
 * steps x directions x batch x hidden size; the last states, directions x batch x hidden size. What
 * an operator has in addition stands there.
 */
public sealed interface Recurrent extends Op permits GRU, LSTM, RNN {
  /** In which order it goes through the sequence. */
  RecurrentDirection direction();

  /** The elements of the state. */
  int hiddenSize();

  /** The activations of one direction, then those of the other. */
  List<UnaryElementwise> activations();

  /** Limit of the absolute value of what activations are given; Infinity for none. */
  float clip();

  /** How many rows of weights there are for each element of the state. */
  int gates();

  /** How many states are carried: the hidden one, and the cell of an LSTM. */
  default int states() {
    return 1;
  }

  /** Which input, if any, has peephole weights, directions x (3 * hidden size); -1 for none. */
  default int peepholes() {
    return -1;
  }

  @Override
  default List<TensorType> infer(OpInputs inputs) {
    int inputsAtMost = 5 + states() + (peepholes() < 0 ? 0 : 1);
    inputs.requireCount(3, inputsAtMost);
    inputs.requireType(0, ElementTypes.FLOATS);
    DataType type = inputs.dataType(0);
    for (int i = 1; i < inputsAtMost; i++) {
      inputs.requireType(i, i == 4 ? Set.of(DataType.INT32) : Set.of(type));
    }
    inputs.requireRank(0, 3, 3);
    Shape x = inputs.shape(0);
    Dim steps = x == null ? Dim.unknown() : x.dim(0);
    Dim batch = x == null ? Dim.unknown() : x.dim(1);
    Dim width = x == null ? Dim.unknown() : x.dim(2);
    Dim directions = Dim.of(direction().count());
    Dim hidden = Dim.of(hiddenSize());
    Dim rows = Dim.of((long) gates() * hiddenSize());
    requireShape(inputs, 1, directions, rows, width);
    requireShape(inputs, 2, directions, rows, hidden);
    requireShape(inputs, 3, directions, rows.times(Dim.of(2)));
    requireShape(inputs, 4, batch);
    for (int i = 0; i < states(); i++) {
      requireShape(inputs, 5 + i, directions, batch, hidden);
    }
    if (peepholes() >= 0) {
      requireShape(inputs, peepholes(), directions, Dim.of(3L * hiddenSize()));
    }
    TensorType state = new TensorType(type, Shape.of(List.of(directions, batch, hidden)));
    List<TensorType> outputs = new ArrayList<>();
    outputs.add(new TensorType(type, Shape.of(List.of(steps, directions, batch, hidden))));
    for (int i = 0; i < states(); i++) {
      outputs.add(state);
    }
    return outputs;
  }

  private static void requireShape(OpInputs inputs, int i, Dim... dims) {
    inputs.requireRank(i, dims.length, dims.length);
    for (int axis = 0; axis < dims.length; axis++) {
      inputs.requireDim(i, axis, dims[axis]);
    }
  }

  /**
   * Throws an {@link IllegalArgumentException} unless sizes, limit and number of activations make
   * sense.
   */
  static void check(
      RecurrentDirection direction,
      int hiddenSize,
      List<UnaryElementwise> activations,
      int activationsPerDirection,
      float clip) {
    if (hiddenSize < 1 || !(clip > 0)) {
      throw new IllegalArgumentException("hidden_size " + hiddenSize + " or clip " + clip);
    }
    int needed = activationsPerDirection * direction.count();
    if (activations.size() != needed) {
      throw new IllegalArgumentException(
          activations.size() + " activations where " + needed + " are needed");
    }
  }
}
