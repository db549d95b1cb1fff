package io.culebra.reference;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.ConvTranspose;
import io.culebra.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * ConvTranspose over one to three spatial axes: every output gathers from the windows that would
 * have read it.
 */
final class ReferenceConvTranspose extends Reference<ConvTranspose> {
  ReferenceConvTranspose() {
    super(ConvTranspose.class);
  }

  @Override
  Support accepts(KernelSpec spec) {
    int axes = spec.input(0).shape().rank() - 2;
    return Support.require(axes <= Spatial.AXES, "it has " + axes + " spatial axes");
  }

  @Override
  Loop loop(KernelSpec spec) {
    Shape x = spec.input(0).shape();
    ConvTranspose op = op(spec).resolved(x, Spatial.kernelSizes(spec.input(1).shape()));
    // The forward convolution reads the output and writes the input.
    Spatial spatial = Spatial.of(op.window(), spec.output().shape(), x);
    boolean biased = spec.hasInput(2);
    return operands ->
        run(
            spatial,
            op.group(),
            operands.input(0),
            operands.input(1),
            biased ? operands.input(2) : null,
            operands.output());
  }

  private static void run(
      Spatial s, int groups, Numbers x, Numbers w, @Nullable Numbers bias, Numbers y) {
    long groupChannels = x.size(1) / groups;
    long groupOutputs = w.size(1);
    long index = 0;
    for (long n = 0; n < y.size(0); n++) {
      for (long m = 0; m < y.size(1); m++) {
        long group = m / groupOutputs;
        double b = bias == null ? 0 : bias.get(m);
        for (long i = 0; i < s.in()[0]; i++) {
          for (long j = 0; j < s.in()[1]; j++) {
            for (long k = 0; k < s.in()[2]; k++) {
              double sum = b;
              for (long c = group * groupChannels; c < (group + 1) * groupChannels; c++) {
                long channel = (n * x.size(1) + c) * s.outputArea();
                long weights = (c * groupOutputs + m % groupOutputs) * s.kernelArea();
                sum += windows(s, x, channel, w, weights, i, j, k);
              }
              y.set(index++, sum);
            }
          }
        }
      }
    }
  }

  /** The products of one channel that fall on one place of the output. */
  private static double windows(
      Spatial s, Numbers x, long channel, Numbers w, long weights, long i, long j, long k) {
    double sum = 0;
    for (long a = 0; a < s.kernel()[0]; a++) {
      long depth = source(s, 0, i, a);
      for (long b = 0; b < s.kernel()[1] && depth >= 0; b++) {
        long row = source(s, 1, j, b);
        for (long c = 0; c < s.kernel()[2] && row >= 0; c++) {
          long column = source(s, 2, k, c);
          if (column >= 0) {
            sum +=
                x.get(channel + (depth * s.out()[1] + row) * s.out()[2] + column)
                    * w.get(weights + (a * s.kernel()[1] + b) * s.kernel()[2] + c);
          }
        }
      }
    }
    return sum;
  }

  /**
   * The input that element {@code k} of the kernel spreads to {@code place}, or -1 where there is
   * none.
   */
  private static long source(Spatial s, int axis, long place, long k) {
    long shifted = place + s.begin()[axis] - k * s.dilation()[axis];
    long source = Math.floorDiv(shifted, s.stride()[axis]);
    boolean hit = shifted % s.stride()[axis] == 0 && source >= 0 && source < s.out()[axis];
    return hit ? source : -1;
  }
}
