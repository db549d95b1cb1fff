package io.culebra.vector.attention;

import static io.culebra.vector.Lanes.FLOAT;
import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.ORDER;

import io.culebra.vector.Lanes;
import io.culebra.vector.Memory;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** Rows of floats scaled, added, cleared. */
final class Vectors {
  private static final int BYTES = Float.BYTES;
  private static final int COUNT = Lanes.COUNT;
  private static final int STEP = COUNT * BYTES;

  private Vectors() {}

  /** Writes {@code count} floats times a factor; source and target may be the same. */
  static void scale(long source, float factor, long target, int count) {
    long from = (source - BASE) & Memory.OFFSETS;
    long to = (target - BASE) & Memory.OFFSETS;
    int whole = (count & -COUNT) * BYTES;
    for (int at = 0; at < whole; at += STEP) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + at, ORDER);
      x.mul(factor).intoMemorySegment(ALL, to + at, ORDER);
    }
    if (whole < count * BYTES) {
      VectorMask<Float> rest = FLOAT.indexInRange(count & -COUNT, count);
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + whole, ORDER, rest);
      x.mul(factor).intoMemorySegment(ALL, to + whole, ORDER, rest);
    }
  }

  /** Adds a row to another; up to whole vectors. */
  static void add(long row, long other, int count) {
    long at = (row - BASE) & Memory.OFFSETS;
    long from = (other - BASE) & Memory.OFFSETS;
    for (int i = 0; i < count * BYTES; i += STEP) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, at + i, ORDER);
      x.add(FloatVector.fromMemorySegment(FLOAT, ALL, from + i, ORDER))
          .intoMemorySegment(ALL, at + i, ORDER);
    }
  }

  /** Clears {@code count} floats. */
  static void clear(long target, int count) {
    long to = (target - BASE) & Memory.OFFSETS;
    int whole = (count & -COUNT) * BYTES;
    FloatVector zero = FloatVector.zero(FLOAT);
    for (int at = 0; at < whole; at += STEP) {
      zero.intoMemorySegment(ALL, to + at, ORDER);
    }
    if (whole < count * BYTES) {
      zero.intoMemorySegment(ALL, to + whole, ORDER, FLOAT.indexInRange(count & -COUNT, count));
    }
  }
}
