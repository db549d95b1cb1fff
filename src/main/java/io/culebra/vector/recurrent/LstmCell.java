package io.culebra.vector.recurrent;

import java.util.List;

/**
 * LSTM.
 *
 * @param f the activation of the gates
 * @param g the activation of the cell's input
 * @param h the activation of the cell's output
 * @param inputForget whether the forget gate is one minus the input gate
 */
record LstmCell(GateLoop f, GateLoop g, GateLoop h, boolean inputForget) implements Cell {
  private static final int INPUT = 0;
  private static final int OUTPUT = 1;
  private static final int FORGET = 2;
  private static final int CELL = 3;

  @Override
  public List<Integer> gates() {
    return List.of(INPUT, FORGET, OUTPUT, CELL);
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
    long forget = sums + bytes;
    long out = sums + 2 * bytes;
    long candidate = sums + 3 * bytes;
    if (peepholes != 0) {
      StateLoops.addProduct(peepholes + INPUT * bytes, extra, sums, bytes);
      StateLoops.addProduct(peepholes + FORGET * bytes, extra, forget, bytes);
    }
    f.run(sums, inputs, sums, (peepholes == 0 ? 3 : 2) * bytes);
    if (inputForget) {
      StateLoops.complement(sums, forget, bytes);
    }
    g.run(candidate, inputs + 3 * bytes, candidate, bytes);
    StateLoops.updateCell(extra, forget, sums, candidate, bytes);
    if (peepholes != 0) {
      StateLoops.addProduct(peepholes + OUTPUT * bytes, extra, out, bytes);
      f.run(out, inputs + 2 * bytes, out, bytes);
    }
    h.scale(out, extra, next, bytes);
  }
}
