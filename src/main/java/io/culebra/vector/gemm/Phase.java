package io.culebra.vector.gemm;

/**
 * One kernel at work on one block of K: multiplies the rows of a {@link RowBlock} with a panel.
 * Tiles that stick out of C are computed in scratch, and only what belongs to C is copied.
 */
final class Phase {
  private final KernelSpec spec;
  private final MicroKernel kernel;
  private final float low;
  private final float high;
  private final int width;
  private final long tileStride;

  Phase(KernelSpec spec, float low, float high) {
    this.spec = spec;
    this.low = low;
    this.high = high;
    kernel = Kernels.get(spec);
    width = spec.tile().columns();
    tileStride = (long) width * Float.BYTES;
  }

  KernelSpec spec() {
    return spec;
  }

  /** The scratch that {@link #multiply} needs: a tile and a row of bias. */
  long scratchBytes() {
    return (spec.rows() + 1) * tileStride;
  }

  /**
   * Computes {@code rows} x {@code columns} of C; the block has rows to read up to a multiple of
   * the tile's.
   */
  void multiply(
      int rows,
      int columns,
      long a,
      long b,
      int depth,
      long c,
      long cStride,
      long load,
      long loadStride,
      long bias,
      long scratch) {
    int whole = 0;
    if (columns == width) {
      whole = rows / spec.rows();
      kernel.run(whole, a, b, depth, c, cStride, load, loadStride, bias, low, high);
    } else if (spec.start().hasBias()) {
      long padded = scratch + spec.rows() * tileStride;
      Floats.copy(bias, padded, columns);
      bias = padded;
    }
    for (int row = whole * spec.rows(); row < rows; row += spec.rows()) {
      int tileRows = Math.min(spec.rows(), rows - row);
      if (spec.start().hasLoad()) {
        Floats.copyMatrix(
            load + row * loadStride, loadStride, scratch, tileStride, tileRows, columns);
      }
      long tileA = a + row * RowBlock.STRIDE_BYTES;
      kernel.run(1, tileA, b, depth, scratch, tileStride, scratch, tileStride, bias, low, high);
      Floats.copyMatrix(scratch, tileStride, c + row * cStride, cStride, tileRows, columns);
    }
  }
}
