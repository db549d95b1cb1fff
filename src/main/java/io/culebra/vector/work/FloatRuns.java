package io.culebra.vector.work;

import static io.culebra.vector.Lanes.FLOAT;
import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.ORDER;

import io.culebra.vector.Lanes;
import io.culebra.vector.Memory;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** Runs of floats cleared, scaled and added up. */
public final class FloatRuns {
  private static final int BYTES = Float.BYTES;
  private static final int COUNT = Lanes.COUNT;
  private static final int STEP = COUNT * BYTES;

  private FloatRuns() {}

  /** Clears {@code count} floats. */
  public static void clear(long target, int count) {
    long to = (target - BASE) & Memory.OFFSETS;
    int whole = (count & -COUNT) * BYTES;
    FloatVector zero = FloatVector.zero(FLOAT);
    for (int at = 0; at < whole; at += STEP) {
      zero.intoMemorySegment(ALL, to + at, ORDER);
    }
    if (whole < count * BYTES) {
      VectorMask<Float> mask = FLOAT.indexInRange(whole / BYTES, count);
      zero.intoMemorySegment(ALL, to + whole, ORDER, mask);
    }
  }

  /** Writes {@code count} floats times a factor; source and target may be the same. */
  public static void scale(long source, float factor, long target, int count) {
    long from = (source - BASE) & Memory.OFFSETS;
    long to = (target - BASE) & Memory.OFFSETS;
    int whole = (count & -COUNT) * BYTES;
    for (int at = 0; at < whole; at += STEP) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + at, ORDER);
      x.mul(factor).intoMemorySegment(ALL, to + at, ORDER);
    }
    if (whole < count * BYTES) {
      VectorMask<Float> mask = FLOAT.indexInRange(whole / BYTES, count);
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + whole, ORDER, mask);
      x.mul(factor).intoMemorySegment(ALL, to + whole, ORDER, mask);
    }
  }

  /** Adds {@code count} floats times a factor to the target. */
  public static void addScaled(long source, float factor, long target, int count) {
    long from = (source - BASE) & Memory.OFFSETS;
    long to = (target - BASE) & Memory.OFFSETS;
    int whole = (count & -COUNT) * BYTES;
    FloatVector w = FloatVector.broadcast(FLOAT, factor);
    for (int at = 0; at < whole; at += STEP) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + at, ORDER);
      FloatVector sum = FloatVector.fromMemorySegment(FLOAT, ALL, to + at, ORDER);
      x.fma(w, sum).intoMemorySegment(ALL, to + at, ORDER);
    }
    if (whole < count * BYTES) {
      VectorMask<Float> mask = FLOAT.indexInRange(whole / BYTES, count);
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + whole, ORDER, mask);
      FloatVector sum = FloatVector.fromMemorySegment(FLOAT, ALL, to + whole, ORDER, mask);
      x.fma(w, sum).intoMemorySegment(ALL, to + whole, ORDER, mask);
    }
  }
}
