package io.culebra.vector.gemm;

import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

/** Copies a matrix so that its rows become columns. */
final class Transposition {
  private static final int BYTES = Float.BYTES;

  private Transposition() {}

  /**
   * Writes {@code target[j][i] = source[i][j]}.
   *
   * @param source the first element
   * @param rowStride bytes from one row of the source to the next
   * @param columnStride bytes from one column of the source to the next
   * @param rows rows of the source, columns of the target
   * @param columns columns of the source, rows of the target
   * @param target the first element
   * @param targetStride bytes from one row of the target to the next
   */
  static void copy(
      long source,
      long rowStride,
      long columnStride,
      int rows,
      int columns,
      long target,
      long targetStride) {
    for (int i = 0; i < rows; i++) {
      long from = source - BASE + i * rowStride;
      long to = target - BASE + (long) i * BYTES;
      for (int j = 0; j < columns; j++) {
        ALL.set(JAVA_FLOAT_UNALIGNED, to, ALL.get(JAVA_FLOAT_UNALIGNED, from));
        from += columnStride;
        to += targetStride;
      }
    }
  }
}
