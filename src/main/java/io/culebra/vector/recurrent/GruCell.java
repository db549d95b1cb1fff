package io.culebra.vector.recurrent;

import java.util.List;

/**
 * GRU with the reset gate applied to the state, whose product with the hidden gate's weights is a
 * phase of its own.
 *
 * @param f the activation of the gates
 * @param g the activation of the hidden state
 */
record GruCell(GateLoop f, GateLoop g) implements Cell {
  @Override
  public List<Integer> gates() {
    return List.of(0, 1, 2);
  }

  @Override
  public List<Integer> phases() {
    return List.of(2, 1);
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
    long hidden = sums + 2 * bytes;
    if (phase == 0) {
      f.run(sums, inputs, sums, 2 * bytes);
      StateLoops.multiply(sums + bytes, state, extra, bytes);
    } else {
      g.run(hidden, inputs + 2 * bytes, hidden, bytes);
      StateLoops.blend(sums, hidden, state, next, bytes);
    }
  }
}
