package io.culebra.vector.recurrent;

import java.util.List;

/**
 * What an operator makes of its sums, in one direction, for a slice of the units of one item of the
 * batch. Stateless and safe for any number of threads; allocates nothing.
 */
interface Cell {
  /** For each gate in the order in which this cell takes them, which of the operator's it is. */
  List<Integer> gates();

  /**
   * How many of these gates each phase of a step multiplies, one phase's behind the other's. A
   * phase begins when all slices have ended the one before; the first multiplies the state, the
   * second what the first left in {@code extra}.
   */
  default List<Integer> phases() {
    return List.of(gates().size());
  }

  /**
   * Ends a phase; the last one makes the next state.
   *
   * @param phase which
   * @param sums the products with the state, gate by gate; may be overwritten
   * @param inputs the products with the input, gate by gate
   * @param state the state before this step
   * @param next where the next state goes
   * @param extra the cell of an LSTM, or what the next phase multiplies
   * @param peepholes peephole weights in the operator's order; 0 for none
   * @param bytes the bytes of one gate
   */
  void apply(
      int phase,
      long sums,
      long inputs,
      long state,
      long next,
      long extra,
      long peepholes,
      long bytes);
}
