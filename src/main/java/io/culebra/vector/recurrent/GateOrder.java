package io.culebra.vector.recurrent;

import io.culebra.vector.gemm.Floats;
import java.util.List;

/**
 * In which order the rows of an operator's weights become columns of a product: slice by slice,
 * within a slice gate by gate, within a gate unit by unit, padding behind the last.
 *
 * @param slices the slices
 * @param gates for each gate in order, which of the operator's gates it is
 */
record GateOrder(UnitSlices slices, List<Integer> gates) {
  GateOrder {
    gates = List.copyOf(gates);
  }

  /** All columns. */
  int columns() {
    return slices.padded() * gates.size();
  }

  /** The first column of a slice. */
  int first(int slice) {
    return slices.first(slice) * gates.size();
  }

  /**
   * Copies rows of weights into this order.
   *
   * @param source the weights of one direction: gates * units rows
   * @param width the floats of a row
   * @param target columns * width floats; padding becomes 0
   */
  void arrange(long source, int width, long target) {
    long row = (long) width * Float.BYTES;
    long to = target;
    for (int slice = 0; slice < slices.count(); slice++) {
      int units = slices.units(slice);
      for (int i = 0; i < gates.size(); i++) {
        long from = source + ((long) gates.get(i) * slices.units() + slices.first(slice)) * row;
        Floats.copy(from, to, units * width);
        Floats.zero(to + units * row, (slices.padded(slice) - units) * width);
        to += slices.padded(slice) * row;
      }
    }
  }
}
