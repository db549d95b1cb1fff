package io.culebra.vector.attention;

import static io.culebra.vector.Lanes.FLOAT;
import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.ORDER;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import io.culebra.vector.Lanes;
import io.culebra.vector.Memory;
import io.culebra.vector.math.Folds;
import io.culebra.vector.math.Known;
import io.culebra.vector.work.FloatRuns;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** Products of one row with a matrix that is read once, row by row, as it lies in memory. */
final class StreamedRows {
  private static final int BYTES = Float.BYTES;
  private static final int COUNT = Lanes.COUNT;
  private static final int STEP = COUNT * BYTES;
  private static final int ROWS = 4;

  private StreamedRows() {}

  /**
   * Writes factor times the product of a row with each row of the matrix.
   *
   * @param query the row, of {@code size} floats
   * @param keys the first row of the matrix
   * @param stride bytes from one row to the next
   * @param count rows of the matrix
   * @param scores where the {@code count} products go
   */
  static void dots(
      long query, int size, float factor, long keys, long stride, int count, long scores) {
    long to = scores - BASE;
    long from = keys - BASE;
    long row = query - BASE;
    int i = 0;
    for (; i + ROWS <= count; i += ROWS) {
      fourDots(row, size, from + i * stride, stride, to + (long) i * BYTES);
    }
    for (; i < count; i++) {
      ALL.set(JAVA_FLOAT_UNALIGNED, to + (long) i * BYTES, dot(row, size, from + i * stride));
    }
    if (size % COUNT != 0) {
      for (i = 0; i < count; i++) {
        long at = to + (long) i * BYTES;
        float sum = ALL.get(JAVA_FLOAT_UNALIGNED, at) + rest(row, size, from + i * stride);
        ALL.set(JAVA_FLOAT_UNALIGNED, at, sum);
      }
    }
    FloatRuns.scale(scores, factor, scores, count);
  }

  private static void fourDots(long query, int size, long keys, long stride, long to) {
    long q = query & Memory.OFFSETS;
    long k0 = keys & Memory.OFFSETS;
    long k1 = (keys + stride) & Memory.OFFSETS;
    long k2 = (keys + 2 * stride) & Memory.OFFSETS;
    long k3 = (keys + 3 * stride) & Memory.OFFSETS;
    int whole = (size & -COUNT) * BYTES;
    FloatVector s0 = FloatVector.zero(FLOAT);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int i = 0; i < whole; i += STEP) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, q + i, ORDER);
      s0 = FloatVector.fromMemorySegment(FLOAT, ALL, k0 + i, ORDER).fma(x, s0);
      s1 = FloatVector.fromMemorySegment(FLOAT, ALL, k1 + i, ORDER).fma(x, s1);
      s2 = FloatVector.fromMemorySegment(FLOAT, ALL, k2 + i, ORDER).fma(x, s2);
      s3 = FloatVector.fromMemorySegment(FLOAT, ALL, k3 + i, ORDER).fma(x, s3);
    }
    ALL.set(JAVA_FLOAT_UNALIGNED, to, Folds.add(s0));
    ALL.set(JAVA_FLOAT_UNALIGNED, to + BYTES, Folds.add(s1));
    ALL.set(JAVA_FLOAT_UNALIGNED, to + 2 * BYTES, Folds.add(s2));
    ALL.set(JAVA_FLOAT_UNALIGNED, to + 3 * BYTES, Folds.add(s3));
  }

  /** What is left of a product behind the last whole vector. */
  private static float rest(long query, int size, long key) {
    float sum = 0;
    for (int i = (size & -COUNT) * BYTES; i < size * BYTES; i += BYTES) {
      sum += ALL.get(JAVA_FLOAT_UNALIGNED, query + i) * ALL.get(JAVA_FLOAT_UNALIGNED, key + i);
    }
    return sum;
  }

  private static float dot(long query, int size, long key) {
    long q = query & Memory.OFFSETS;
    long k = key & Memory.OFFSETS;
    int whole = (size & -COUNT) * BYTES;
    FloatVector sum = FloatVector.zero(FLOAT);
    for (int i = 0; i < whole; i += STEP) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, q + i, ORDER);
      sum = FloatVector.fromMemorySegment(FLOAT, ALL, k + i, ORDER).fma(x, sum);
    }
    return Folds.add(sum);
  }

  /**
   * Adds the rows of a matrix, each times its weight, to a row.
   *
   * @param weights a float per row of the matrix
   * @param count rows of the matrix
   * @param values the first row of the matrix
   * @param stride bytes from one row to the next
   * @param target the row, of {@code size} floats
   */
  static void addWeighted(
      long weights, int count, long values, long stride, long target, int size) {
    int column = 0;
    for (; column + 4 * COUNT <= size; column += 4 * COUNT) {
      long at = (long) column * BYTES;
      addFourVectors(weights - BASE, count, values - BASE + at, stride, target - BASE + at);
    }
    for (; column < size; column += COUNT) {
      long at = (long) column * BYTES;
      addVector(
          weights - BASE, count, values - BASE + at, stride, target - BASE + at, size - column);
    }
  }

  private static void addFourVectors(long weights, int count, long values, long stride, long to) {
    long w = weights & Memory.OFFSETS;
    long v = values;
    FloatVector s0 = FloatVector.fromMemorySegment(FLOAT, ALL, to, ORDER);
    FloatVector s1 = FloatVector.fromMemorySegment(FLOAT, ALL, to + STEP, ORDER);
    FloatVector s2 = FloatVector.fromMemorySegment(FLOAT, ALL, to + 2L * STEP, ORDER);
    FloatVector s3 = FloatVector.fromMemorySegment(FLOAT, ALL, to + 3L * STEP, ORDER);
    int bytes = count * BYTES;
    for (int i = 0; i < bytes; i += BYTES) {
      FloatVector x = FloatVector.broadcast(FLOAT, ALL.get(JAVA_FLOAT_UNALIGNED, w + i));
      s0 = FloatVector.fromMemorySegment(FLOAT, ALL, v, ORDER).fma(x, s0);
      s1 = FloatVector.fromMemorySegment(FLOAT, ALL, v + STEP, ORDER).fma(x, s1);
      s2 = FloatVector.fromMemorySegment(FLOAT, ALL, v + 2L * STEP, ORDER).fma(x, s2);
      s3 = FloatVector.fromMemorySegment(FLOAT, ALL, v + 3L * STEP, ORDER).fma(x, s3);
      v += stride;
    }
    Known.of(s0).intoMemorySegment(ALL, to, ORDER);
    Known.of(s1).intoMemorySegment(ALL, to + STEP, ORDER);
    Known.of(s2).intoMemorySegment(ALL, to + 2L * STEP, ORDER);
    Known.of(s3).intoMemorySegment(ALL, to + 3L * STEP, ORDER);
  }

  private static void addVector(
      long weights, int count, long values, long stride, long to, int columns) {
    VectorMask<Float> mask = FLOAT.indexInRange(0, columns);
    long w = weights & Memory.OFFSETS;
    long v = values;
    FloatVector sum = FloatVector.fromMemorySegment(FLOAT, ALL, to, ORDER, mask);
    int bytes = count * BYTES;
    for (int i = 0; i < bytes; i += BYTES) {
      FloatVector x = FloatVector.broadcast(FLOAT, ALL.get(JAVA_FLOAT_UNALIGNED, w + i));
      sum = FloatVector.fromMemorySegment(FLOAT, ALL, v, ORDER, mask).fma(x, sum);
      v += stride;
    }
    Known.of(sum).intoMemorySegment(ALL, to, ORDER, mask);
  }
}
