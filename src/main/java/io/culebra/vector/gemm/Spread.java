package io.culebra.vector.gemm;

import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

/**
 * Multiplies a matrix, or one that has a single row or column, and fills a matrix with it.
 *
 * @param factor what every element is multiplied by
 * @param sourceRows {@code rows} or 1
 * @param sourceColumns {@code columns} or 1
 * @param rows of the result
 * @param columns of the result
 */
record Spread(float factor, long sourceRows, long sourceColumns, int rows, int columns)
    implements Preparation.Work {
  /** The bytes of the result. */
  long bytes() {
    return (long) rows * columns * Float.BYTES;
  }

  @Override
  public void run(long input, long target) {
    for (int i = 0; i < rows; i++) {
      long from = input - BASE + (sourceRows == 1 ? 0 : i * sourceColumns) * Float.BYTES;
      row(from, target - BASE + (long) i * columns * Float.BYTES);
    }
  }

  private void row(long from, long to) {
    int step = sourceColumns == 1 ? 0 : Float.BYTES;
    for (int j = 0; j < columns; j++) {
      float value = ALL.get(JAVA_FLOAT_UNALIGNED, from + (long) j * step);
      ALL.set(JAVA_FLOAT_UNALIGNED, to + (long) j * Float.BYTES, value * factor);
    }
  }
}
