package io.culebra.vector.recurrent;

import java.util.List;

/**
 * GRU with the reset gate applied behind the product with the state.
 *
 * @param f the activation of the gates
 * @param g the activation of the hidden state
 */
record LinearGruCell(GateLoop f, GateLoop g) implements Cell {
  @Override
  public List<Integer> gates() {
    return List.of(0, 1, 2);
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
    long reset = sums + bytes;
    long hidden = sums + 2 * bytes;
    f.run(sums, inputs, sums, 2 * bytes);
    StateLoops.multiply(reset, hidden, hidden, bytes);
    g.run(hidden, inputs + 2 * bytes, hidden, bytes);
    StateLoops.blend(sums, hidden, state, next, bytes);
  }
}
