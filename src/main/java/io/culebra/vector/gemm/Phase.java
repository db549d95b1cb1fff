package io.culebra.vector.gemm;

import io.culebra.vector.codegen.Kernels;
import io.culebra.vector.codegen.MicroKernel;
import io.culebra.vector.codegen.MicroKernelSpec;
import io.culebra.vector.codegen.RowBlock;

/**
 * The work on one block of K: kernels multiply the rows of a {@link RowBlock} with a panel. They
 * write to C itself where they can; tiles that stick out of C, and products that are added to
 * something by kernels that cannot start from it, are computed in scratch first.
 */
final class Phase {
  private final MicroKernelSpec kernelSpec;
  private final MicroKernel kernel;
  private final BlockSum sum;
  private final boolean adds;
  private final int width;
  private final int tileRows;
  private final long scratchStride;

  /**
   * @param kernelSpec the kernel; it does not clamp if the product is added to something from which
   *     it does not start
   * @param adds whether the product is added to something
   * @param low the lower bound of what is stored
   * @param high the upper bound of what is stored
   */
  Phase(MicroKernelSpec kernelSpec, boolean adds, float low, float high) {
    this.kernelSpec = kernelSpec;
    this.adds = adds;
    kernel = Kernels.get(kernelSpec);
    sum = new BlockSum(low, high);
    width = kernelSpec.tile().columns();
    tileRows = kernelSpec.rows();
    scratchStride = (long) width * Float.BYTES;
  }

  MicroKernelSpec kernelSpec() {
    return kernelSpec;
  }

  /** The scratch that {@link #multiply} needs for so many rows: a panel of C and a row of bias. */
  long scratchBytes(int rows) {
    return (Math.ceilDiv(rows, tileRows) * tileRows + 1) * scratchStride;
  }

  /**
   * Computes {@code rows} x {@code columns} of C. The block of A has rows to read up to a multiple
   * of the tile's.
   *
   * @param addend what the product is added to, if it is; may be C
   */
  void multiply(
      int rows,
      int columns,
      long a,
      long b,
      int depth,
      long c,
      long cStride,
      long addend,
      long addendStride,
      long bias,
      long scratch) {
    boolean inPlace = kernelSpec.start().readsC();
    long biasRow = bias;
    long block = scratch + scratchStride;
    if (columns < width && kernelSpec.start().hasBias()) {
      Floats.copy(bias, scratch, columns);
      biasRow = scratch;
    }
    int direct = 0;
    if (columns == width && (!adds || inPlace)) {
      int whole = rows / tileRows;
      direct = whole * tileRows;
      if (inPlace && addend != c) {
        Floats.copyMatrix(addend, addendStride, c, cStride, direct, columns);
      }
      run(whole, a, b, depth, c, cStride, biasRow);
      if (direct == rows) {
        return;
      }
    }
    int left = rows - direct;
    int tiles = Math.ceilDiv(left, tileRows);
    long cLeft = c + direct * cStride;
    if (inPlace) {
      long from = addend + direct * addendStride;
      Floats.copyMatrix(from, addendStride, block, scratchStride, left, columns);
    }
    run(tiles, a + direct * RowBlock.STRIDE_BYTES, b, depth, block, scratchStride, biasRow);
    if (adds && !inPlace) {
      sum.store(block, scratchStride, addend, addendStride, c, cStride, rows, columns);
    } else {
      Floats.copyMatrix(block, scratchStride, cLeft, cStride, left, columns);
    }
  }

  private void run(int tiles, long a, long b, int depth, long c, long cStride, long bias) {
    kernel.run(tiles, a, b, depth, c, cStride, bias, sum.low(), sum.high());
  }
}
