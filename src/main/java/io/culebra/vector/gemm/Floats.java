package io.culebra.vector.gemm;

import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.ORDER;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import io.culebra.vector.Lanes;
import jdk.incubator.vector.FloatVector;

/**
 * Copies and clears short runs of floats, for which a call of the library would cost more than the
 * work.
 */
public final class Floats {
  private static final int BYTES = Float.BYTES;

  private Floats() {}

  /** Copies {@code count} floats between runs that do not overlap. */
  public static void copy(long source, long target, int count) {
    long from = source - BASE;
    long to = target - BASE;
    if (count < Lanes.COUNT) {
      for (long at = 0; at < (long) count * BYTES; at += BYTES) {
        ALL.set(JAVA_FLOAT_UNALIGNED, to + at, ALL.get(JAVA_FLOAT_UNALIGNED, from + at));
      }
      return;
    }
    long last = (long) (count - Lanes.COUNT) * BYTES;
    for (long at = 0; at < last; at += (long) Lanes.COUNT * BYTES) {
      FloatVector.fromMemorySegment(Lanes.FLOAT, ALL, from + at, ORDER)
          .intoMemorySegment(ALL, to + at, ORDER);
    }
    FloatVector.fromMemorySegment(Lanes.FLOAT, ALL, from + last, ORDER)
        .intoMemorySegment(ALL, to + last, ORDER);
  }

  /** Clears {@code count} floats. */
  public static void zero(long target, int count) {
    long to = target - BASE;
    if (count < Lanes.COUNT) {
      for (long at = 0; at < (long) count * BYTES; at += BYTES) {
        ALL.set(JAVA_FLOAT_UNALIGNED, to + at, 0f);
      }
      return;
    }
    FloatVector zero = FloatVector.zero(Lanes.FLOAT);
    long last = (long) (count - Lanes.COUNT) * BYTES;
    for (long at = 0; at < last; at += (long) Lanes.COUNT * BYTES) {
      zero.intoMemorySegment(ALL, to + at, ORDER);
    }
    zero.intoMemorySegment(ALL, to + last, ORDER);
  }

  /** Copies a matrix row by row; strides in bytes. */
  public static void copyMatrix(
      long source, long sourceStride, long target, long targetStride, int rows, int columns) {
    if (columns >= Lanes.COUNT && columns <= 2 * Lanes.COUNT) {
      long last = (long) (columns - Lanes.COUNT) * BYTES;
      copyShortRows(source - BASE, sourceStride, target - BASE, targetStride, rows, last);
      return;
    }
    for (int i = 0; i < rows; i++) {
      copy(source, target, columns);
      source += sourceStride;
      target += targetStride;
    }
  }

  /** Copies rows of at most two vectors; {@code last} is where the last vector starts. */
  private static void copyShortRows(
      long from, long fromStride, long to, long toStride, int rows, long last) {
    for (int i = 0; i < rows; i++) {
      var first = FloatVector.fromMemorySegment(Lanes.FLOAT, ALL, from, ORDER);
      var second = FloatVector.fromMemorySegment(Lanes.FLOAT, ALL, from + last, ORDER);
      first.intoMemorySegment(ALL, to, ORDER);
      second.intoMemorySegment(ALL, to + last, ORDER);
      from += fromStride;
      to += toStride;
    }
  }

  /** Clears a matrix row by row; stride in bytes. */
  public static void zeroMatrix(long target, long stride, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      zero(target, columns);
      target += stride;
    }
  }
}
