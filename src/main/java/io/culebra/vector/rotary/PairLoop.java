package io.culebra.vector.rotary;

import static io.culebra.vector.Lanes.FLOAT;
import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.ORDER;

import io.culebra.vector.Lanes;
import io.culebra.vector.Memory;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** Turns the pairs of one row, whose second halves stand behind all first halves. */
final class PairLoop {
  private static final int BYTES = Float.BYTES;
  private static final int COUNT = Lanes.COUNT;
  private static final int STEP = COUNT * BYTES;

  private PairLoop() {}

  /** Turns {@code half} pairs; source and target may be the same. */
  static void turn(long source, long cosines, long sines, long target, int half) {
    long from = (source - BASE) & Memory.OFFSETS;
    long to = (target - BASE) & Memory.OFFSETS;
    long c = (cosines - BASE) & Memory.OFFSETS;
    long s = (sines - BASE) & Memory.OFFSETS;
    int other = half * BYTES;
    int whole = (half & -COUNT) * BYTES;
    for (int at = 0; at < whole; at += STEP) {
      FloatVector cosine = FloatVector.fromMemorySegment(FLOAT, ALL, c + at, ORDER);
      FloatVector sine = FloatVector.fromMemorySegment(FLOAT, ALL, s + at, ORDER);
      FloatVector one = FloatVector.fromMemorySegment(FLOAT, ALL, from + at, ORDER);
      FloatVector two = FloatVector.fromMemorySegment(FLOAT, ALL, from + other + at, ORDER);
      one.mul(cosine).sub(two.mul(sine)).intoMemorySegment(ALL, to + at, ORDER);
      one.mul(sine).add(two.mul(cosine)).intoMemorySegment(ALL, to + other + at, ORDER);
    }
    if (whole < other) {
      VectorMask<Float> rest = FLOAT.indexInRange(half & -COUNT, half);
      FloatVector cosine = FloatVector.fromMemorySegment(FLOAT, ALL, c + whole, ORDER, rest);
      FloatVector sine = FloatVector.fromMemorySegment(FLOAT, ALL, s + whole, ORDER, rest);
      FloatVector one = FloatVector.fromMemorySegment(FLOAT, ALL, from + whole, ORDER, rest);
      FloatVector two =
          FloatVector.fromMemorySegment(FLOAT, ALL, from + other + whole, ORDER, rest);
      one.mul(cosine).sub(two.mul(sine)).intoMemorySegment(ALL, to + whole, ORDER, rest);
      one.mul(sine).add(two.mul(cosine)).intoMemorySegment(ALL, to + other + whole, ORDER, rest);
    }
  }

  /** Copies {@code count} floats. */
  static void copy(long source, long target, int count) {
    long from = (source - BASE) & Memory.OFFSETS;
    long to = (target - BASE) & Memory.OFFSETS;
    int whole = (count & -COUNT) * BYTES;
    for (int at = 0; at < whole; at += STEP) {
      FloatVector.fromMemorySegment(FLOAT, ALL, from + at, ORDER)
          .intoMemorySegment(ALL, to + at, ORDER);
    }
    if (whole < count * BYTES) {
      VectorMask<Float> rest = FLOAT.indexInRange(count & -COUNT, count);
      FloatVector.fromMemorySegment(FLOAT, ALL, from + whole, ORDER, rest)
          .intoMemorySegment(ALL, to + whole, ORDER, rest);
    }
  }
}
