package io.culebra.vector.gemm;

import io.culebra.vector.codegen.RowBlock;

/**
 * The rows of a matrix in memory, in either order.
 *
 * @param rowStride floats from one row to the next
 * @param columnStride floats from one column to the next: 1 if rows are contiguous
 */
public record StridedRows(long rowStride, long columnStride) implements RowSource {
  /** A matrix whose rows are contiguous and {@code stride} floats apart. */
  public static StridedRows rowMajor(long stride) {
    return new StridedRows(stride, 1);
  }

  /** The transpose of a matrix whose rows are contiguous and {@code stride} floats apart. */
  public static StridedRows transposed(long stride) {
    return new StridedRows(1, stride);
  }

  @Override
  public void gather(long a, int row, int rows, int column, int columns, long block) {
    long first = a + (row * rowStride + column * columnStride) * Float.BYTES;
    if (columnStride == 1) {
      Floats.copyMatrix(
          first, rowStride * Float.BYTES, block, RowBlock.STRIDE_BYTES, rows, columns);
    } else {
      Transposition.copy(
          first,
          columnStride * Float.BYTES,
          rowStride * Float.BYTES,
          columns,
          rows,
          block,
          RowBlock.STRIDE_BYTES);
    }
  }
}
