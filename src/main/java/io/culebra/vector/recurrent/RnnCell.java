package io.culebra.vector.recurrent;

import java.util.List;

/**
 * RNN.
 *
 * @param f the activation
 */
record RnnCell(GateLoop f) implements Cell {
  @Override
  public List<Integer> gates() {
    return List.of(0);
  }

  @Override
  public void apply(
      int phase,
      long sums,
      long inputs,
      long state,
      long next,
      long extra,
      long peepholes,
      long bytes) {
    f.run(sums, inputs, next, bytes);
  }
}
