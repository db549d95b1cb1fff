package io.culebra.reference;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.Conv;
import io.culebra.tensor.Shape;
import org.jspecify.annotations.Nullable;

/** Conv over one to three spatial axes. */
final class ReferenceConv extends Reference<Conv> {
  ReferenceConv() {
    super(Conv.class);
  }

  @Override
  Support accepts(KernelSpec spec) {
    int axes = spec.input(0).shape().rank() - 2;
    return Support.require(axes <= Spatial.AXES, "it has " + axes + " spatial axes");
  }

  @Override
  Loop loop(KernelSpec spec) {
    Conv conv = op(spec);
    Shape x = spec.input(0).shape();
    Spatial spatial =
        Spatial.of(
            conv.window().resolved(x, Spatial.kernelSizes(spec.input(1).shape())),
            x,
            spec.output().shape());
    boolean biased = spec.hasInput(2);
    return operands ->
        run(
            spatial,
            conv.group(),
            operands.input(0),
            operands.input(1),
            biased ? operands.input(2) : null,
            operands.output());
  }

  private static void run(
      Spatial s, int groups, Numbers x, Numbers w, @Nullable Numbers bias, Numbers y) {
    long groupChannels = w.size(1);
    long groupOutputs = y.size(1) / groups;
    long index = 0;
    for (long n = 0; n < y.size(0); n++) {
      for (long m = 0; m < y.size(1); m++) {
        long firstChannel = n * x.size(1) + m / groupOutputs * groupChannels;
        double b = bias == null ? 0 : bias.get(m);
        for (long i = 0; i < s.out()[0]; i++) {
          for (long j = 0; j < s.out()[1]; j++) {
            for (long k = 0; k < s.out()[2]; k++) {
              double sum = b;
              for (long c = 0; c < groupChannels; c++) {
                long channel = (firstChannel + c) * s.inputArea();
                long weights = (m * groupChannels + c) * s.kernelArea();
                sum += window(s, x, channel, w, weights, i, j, k);
              }
              y.set(index++, sum);
            }
          }
        }
      }
    }
  }

  /** The products of one channel of one window. */
  private static double window(
      Spatial s, Numbers x, long channel, Numbers w, long weights, long i, long j, long k) {
    double sum = 0;
    for (long a = 0; a < s.kernel()[0]; a++) {
      long depth = s.place(0, i, a);
      for (long b = 0; b < s.kernel()[1] && s.isInside(0, depth); b++) {
        long row = s.place(1, j, b);
        for (long c = 0; c < s.kernel()[2] && s.isInside(1, row); c++) {
          long column = s.place(2, k, c);
          if (s.isInside(2, column)) {
            sum +=
                x.get(channel + (depth * s.in()[1] + row) * s.in()[2] + column)
                    * w.get(weights + (a * s.kernel()[1] + b) * s.kernel()[2] + c);
          }
        }
      }
    }
    return sum;
  }
}
