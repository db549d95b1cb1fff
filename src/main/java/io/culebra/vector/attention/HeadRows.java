package io.culebra.vector.attention;

/**
 * Where the rows of each head lie, in bytes from the operand's address.
 *
 * @param batchStride from one sequence to the next
 * @param headStride from one head to the next
 * @param rowStride from one row to the next
 */
record HeadRows(long batchStride, long headStride, long rowStride) {
  /**
   * The rows of an operand.
   *
   * @param flat whether heads stand side by side in a row rather than below each other
   */
  static HeadRows of(boolean flat, long heads, long rows, long columns) {
    long row = columns * Float.BYTES;
    return flat
        ? new HeadRows(rows * heads * row, row, heads * row)
        : new HeadRows(heads * rows * row, rows * row, row);
  }

  /** The first row of a head. */
  long offset(long batch, long head) {
    return batch * batchStride + head * headStride;
  }
}
