package io.culebra.vector.conv.winograd;

import io.culebra.tensor.NativeMemory;
import io.culebra.vector.gemm.PanelLayout;
import io.culebra.vector.gemm.PanelPacker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Makes {@code G g G'} of each pair of an output and an input channel, in float64, and packs for
 * each position of a tile the matrix of input by output channels.
 *
 * @param form the algorithm
 * @param layout how each matrix is packed
 */
record FilterTransform(TileForm form, PanelLayout layout) {
  private static final int TAPS = 3;

  /** The bytes of all matrices, which follow each other, row of a tile by row. */
  long bytes() {
    return positions() * layout.bytes();
  }

  /** Names what the result depends on besides the filters. */
  String key() {
    return "vector winograd " + form.outputs() + " " + layout;
  }

  /**
   * Transforms filters.
   *
   * @param filters output channel x input channel x 3 x 3
   * @param target takes {@link #bytes}
   */
  void run(MemorySegment filters, MemorySegment target) {
    long matrix = (long) layout.k() * layout.n();
    try (var plain = NativeMemory.allocate(positions() * matrix * Float.BYTES, "filters")) {
      for (int input = 0; input < layout.k(); input++) {
        transformAll(filters, input, plain.segment());
      }
      for (int i = 0; i < positions(); i++) {
        long from = plain.address() + i * matrix * Float.BYTES;
        PanelPacker.pack(layout, from, layout.n(), 1, target.address() + i * layout.bytes());
      }
    }
  }

  private int positions() {
    return form.inputs() * form.inputs();
  }

  /** The filters of all output channels that an input channel has. */
  private void transformAll(MemorySegment filters, int input, MemorySegment plain) {
    double[][] g = form.filterMatrix();
    double[][] half = new double[g.length][TAPS];
    for (int output = 0; output < layout.n(); output++) {
      long first = ((long) output * layout.k() + input) * TAPS * TAPS;
      for (int i = 0; i < g.length; i++) {
        for (int x = 0; x < TAPS; x++) {
          half[i][x] =
              g[i][0] * at(filters, first + x)
                  + g[i][1] * at(filters, first + TAPS + x)
                  + g[i][2] * at(filters, first + 2 * TAPS + x);
        }
      }
      for (int i = 0; i < positions(); i++) {
        double[] row = half[i / g.length];
        double[] by = g[i % g.length];
        double sum = row[0] * by[0] + row[1] * by[1] + row[2] * by[2];
        long to = ((long) i * layout.k() + input) * layout.n() + output;
        plain.setAtIndex(ValueLayout.JAVA_FLOAT, to, (float) sum);
      }
    }
  }

  private static double at(MemorySegment floats, long i) {
    return floats.getAtIndex(ValueLayout.JAVA_FLOAT, i);
  }
}
