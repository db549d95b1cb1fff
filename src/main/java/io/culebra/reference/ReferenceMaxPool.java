package io.culebra.reference;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.MaxPool;
import io.culebra.tensor.Shape;

/** MaxPool over one to three spatial axes, with indices where they are asked for. */
final class ReferenceMaxPool extends Reference<MaxPool> {
  ReferenceMaxPool() {
    super(MaxPool.class);
  }

  @Override
  Support accepts(KernelSpec spec) {
    int axes = spec.input(0).shape().rank() - 2;
    return Support.require(axes <= Spatial.AXES, "it has " + axes + " spatial axes");
  }

  @Override
  Loop loop(KernelSpec spec) {
    MaxPool op = op(spec);
    Shape x = spec.input(0).shape();
    Spatial spatial =
        Spatial.of(op.window().resolved(x, op.window().kernel()), x, spec.output().shape());
    return operands -> run(spatial, op.columnMajorIndices(), operands);
  }

  private static void run(Spatial s, boolean columnMajor, Operands operands) {
    Numbers x = operands.input(0);
    Numbers y = operands.output();
    Numbers indices = operands.optionalOutput(1);
    long channels = y.size(0) * y.size(1);
    long index = 0;
    for (long channel = 0; channel < channels; channel++) {
      long start = channel * s.inputArea();
      for (long i = 0; i < s.out()[0]; i++) {
        for (long j = 0; j < s.out()[1]; j++) {
          for (long k = 0; k < s.out()[2]; k++) {
            long greatest = greatest(s, x, start, i, j, k);
            y.set(index, greatest < 0 ? Double.NEGATIVE_INFINITY : x.get(start + greatest));
            if (indices != null) {
              long place = columnMajor ? columnMajor(s, greatest) : greatest;
              indices.set(index, start + place);
            }
            index++;
          }
        }
      }
    }
  }

  /**
   * The place of the greatest element of a window within its channel, or -1 where all lie in the
   * padding.
   */
  private static long greatest(Spatial s, Numbers x, long start, long i, long j, long k) {
    long greatest = -1;
    for (long a = 0; a < s.kernel()[0]; a++) {
      long depth = s.place(0, i, a);
      for (long b = 0; b < s.kernel()[1] && s.isInside(0, depth); b++) {
        long row = s.place(1, j, b);
        for (long c = 0; c < s.kernel()[2] && s.isInside(1, row); c++) {
          long column = s.place(2, k, c);
          if (s.isInside(2, column)) {
            long place = (depth * s.in()[1] + row) * s.in()[2] + column;
            if (greatest < 0 || isGreater(x.get(start + place), x.get(start + greatest))) {
              greatest = place;
            }
          }
        }
      }
    }
    return greatest;
  }

  private static boolean isGreater(double value, double than) {
    return value > than || (Double.isNaN(value) && !Double.isNaN(than));
  }

  private static long columnMajor(Spatial s, long place) {
    long column = place % s.in()[2];
    long row = place / s.in()[2] % s.in()[1];
    long depth = place / s.in()[2] / s.in()[1];
    return depth + s.in()[0] * (row + s.in()[1] * column);
  }
}
