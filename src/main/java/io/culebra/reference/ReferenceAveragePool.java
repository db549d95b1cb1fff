package io.culebra.reference;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.AveragePool;
import io.culebra.tensor.Shape;

/** AveragePool over one to three spatial axes. */
final class ReferenceAveragePool extends Reference<AveragePool> {
  ReferenceAveragePool() {
    super(AveragePool.class);
  }

  @Override
  Support accepts(KernelSpec spec) {
    int axes = spec.input(0).shape().rank() - 2;
    return Support.require(axes <= Spatial.AXES, "it has " + axes + " spatial axes");
  }

  @Override
  Loop loop(KernelSpec spec) {
    AveragePool op = op(spec);
    Shape x = spec.input(0).shape();
    Spatial spatial =
        Spatial.of(op.window().resolved(x, op.window().kernel()), x, spec.output().shape());
    return operands -> run(spatial, op.countIncludePad(), operands.input(0), operands.output());
  }

  private static void run(Spatial s, boolean countsPadding, Numbers x, Numbers y) {
    long channels = y.size(0) * y.size(1);
    long index = 0;
    for (long channel = 0; channel < channels; channel++) {
      long start = channel * s.inputArea();
      for (long i = 0; i < s.out()[0]; i++) {
        for (long j = 0; j < s.out()[1]; j++) {
          for (long k = 0; k < s.out()[2]; k++) {
            y.set(index++, mean(s, countsPadding, x, start, i, j, k));
          }
        }
      }
    }
  }

  private static double mean(
      Spatial s, boolean countsPadding, Numbers x, long start, long i, long j, long k) {
    double sum = 0;
    long count = 0;
    for (long a = 0; a < s.kernel()[0]; a++) {
      long depth = s.place(0, i, a);
      for (long b = 0; b < s.kernel()[1]; b++) {
        long row = s.place(1, j, b);
        for (long c = 0; c < s.kernel()[2]; c++) {
          long column = s.place(2, k, c);
          if (s.isInside(0, depth) && s.isInside(1, row) && s.isInside(2, column)) {
            sum += x.get(start + (depth * s.in()[1] + row) * s.in()[2] + column);
            count++;
          } else if (countsPadding
              && s.isPadded(0, depth)
              && s.isPadded(1, row)
              && s.isPadded(2, column)) {
            count++;
          }
        }
      }
    }
    return sum / count;
  }
}
