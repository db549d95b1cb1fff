package io.culebra.vector.attention;

import static io.culebra.vector.Lanes.FLOAT;
import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.ORDER;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static jdk.incubator.vector.VectorOperators.GT;

import io.culebra.vector.Lanes;
import io.culebra.vector.Memory;
import io.culebra.vector.math.Exp;
import io.culebra.vector.math.Folds;
import io.culebra.vector.math.Known;
import io.culebra.vector.math.Sigmoidal;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** What happens to one row of scores. Rows lie in scratch of whole vectors. */
final class ScoreRows {
  private static final int BYTES = Float.BYTES;
  private static final int COUNT = Lanes.COUNT;
  private static final int STEP = COUNT * BYTES;
  private static final long EIGHT_TRUE = 0x0101010101010101L;

  private ScoreRows() {}

  /** Replaces every score s by cap tanh(s); the spare lanes of the last vector too. */
  static void cap(long row, int count, float cap) {
    long at = (row - BASE) & Memory.OFFSETS;
    int bytes = count * BYTES;
    for (int i = 0; i < bytes; i += STEP) {
      FloatVector s = FloatVector.fromMemorySegment(FLOAT, ALL, at + i, ORDER);
      Sigmoidal.tanh(s).mul(cap).intoMemorySegment(ALL, at + i, ORDER);
    }
  }

  /** Adds {@code count} floats. */
  static void add(long row, long mask, int count) {
    long at = (row - BASE) & Memory.OFFSETS;
    long from = (mask - BASE) & Memory.OFFSETS;
    int whole = (count & -COUNT) * BYTES;
    for (int i = 0; i < whole; i += STEP) {
      FloatVector s = FloatVector.fromMemorySegment(FLOAT, ALL, at + i, ORDER);
      s.add(FloatVector.fromMemorySegment(FLOAT, ALL, from + i, ORDER))
          .intoMemorySegment(ALL, at + i, ORDER);
    }
    if (whole < count * BYTES) {
      VectorMask<Float> rest = FLOAT.indexInRange(count & -COUNT, count);
      FloatVector s = FloatVector.fromMemorySegment(FLOAT, ALL, at + whole, ORDER);
      s.add(FloatVector.fromMemorySegment(FLOAT, ALL, from + whole, ORDER, rest))
          .intoMemorySegment(ALL, at + whole, ORDER);
    }
  }

  /** Makes the scores minus infinity where a byte is 0. */
  static void select(long row, long mask, int count) {
    long at = row - BASE;
    long from = mask - BASE;
    int i = 0;
    for (; i + Long.BYTES <= count; i += Long.BYTES) {
      if (ALL.get(JAVA_LONG_UNALIGNED, from + i) != EIGHT_TRUE) {
        selectSome(at + (long) i * BYTES, from + i, Long.BYTES);
      }
    }
    selectSome(at + (long) i * BYTES, from + i, count - i);
  }

  private static void selectSome(long at, long from, int count) {
    for (int i = 0; i < count; i++) {
      if (ALL.get(JAVA_BYTE, from + i) == 0) {
        ALL.set(JAVA_FLOAT_UNALIGNED, at + (long) i * BYTES, Float.NEGATIVE_INFINITY);
      }
    }
  }

  /** Makes {@code count} scores not a number. */
  static void spoil(long row, int count) {
    for (int i = 0; i < count; i++) {
      ALL.set(JAVA_FLOAT_UNALIGNED, row - BASE + (long) i * BYTES, Float.NaN);
    }
  }

  /** Whether one of the scores is not a number. */
  static boolean hasNan(long row, int count) {
    for (int i = 0; i < count; i++) {
      if (Float.isNaN(ALL.get(JAVA_FLOAT_UNALIGNED, row - BASE + (long) i * BYTES))) {
        return true;
      }
    }
    return false;
  }

  /**
   * The greatest of the scores that are numbers, or minus infinity, which the spare lanes of the
   * last vector become.
   */
  static float max(long row, int count) {
    long at = (row - BASE) & Memory.OFFSETS;
    int whole = (count & -COUNT) * BYTES;
    if (whole < count * BYTES) {
      VectorMask<Float> rest = FLOAT.indexInRange(count & -COUNT, count);
      FloatVector s = FloatVector.fromMemorySegment(FLOAT, ALL, at + whole, ORDER);
      s.blend(Float.NEGATIVE_INFINITY, rest.not()).intoMemorySegment(ALL, at + whole, ORDER);
      whole += STEP;
    }
    FloatVector max = FloatVector.broadcast(FLOAT, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < whole; i += STEP) {
      FloatVector s = FloatVector.fromMemorySegment(FLOAT, ALL, at + i, ORDER);
      max = Known.of(max).blend(s, s.compare(GT, max));
    }
    return Known.of(max).reduceLanes(VectorOperators.MAX);
  }

  /**
   * Replaces every score s by e^(s - max), and clears the rest up to {@code all}; the sum of the
   * exponentials. The spare lanes of the last vector are minus infinity.
   */
  static float exponentials(long row, int count, int all, float max) {
    long at = (row - BASE) & Memory.OFFSETS;
    int bytes = Math.ceilDiv(count, COUNT) * STEP;
    FloatVector sum = FloatVector.zero(FLOAT);
    for (int i = 0; i < bytes; i += STEP) {
      FloatVector e = Exp.exp(FloatVector.fromMemorySegment(FLOAT, ALL, at + i, ORDER).sub(max));
      e.intoMemorySegment(ALL, at + i, ORDER);
      sum = e.add(sum);
    }
    clear(at + bytes, all * BYTES - bytes);
    return Folds.add(sum);
  }

  /** Clears so many bytes, up to whole vectors. */
  private static void clear(long at, int bytes) {
    FloatVector zero = FloatVector.zero(FLOAT);
    for (int i = 0; i < bytes; i += STEP) {
      zero.intoMemorySegment(ALL, at + i, ORDER);
    }
  }

  /** Clears {@code count} floats, up to whole vectors. */
  static void clearRow(long row, int count) {
    clear((row - BASE) & Memory.OFFSETS, count * BYTES);
  }
}
