package io.culebra.vector.resize;

import static io.culebra.vector.Lanes.FLOAT;
import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.ORDER;

import io.culebra.vector.Lanes;
import io.culebra.vector.Memory;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** Weighted sums of runs of floats, run by run. */
final class WeightedSum {
  private static final int BYTES = Float.BYTES;
  private static final int COUNT = Lanes.COUNT;
  private static final int STEP = COUNT * BYTES;

  private WeightedSum() {}

  /** Clears {@code count} floats. */
  static void zero(long target, int count) {
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

  /** Writes {@code count} floats times {@code weight}. */
  static void start(long source, long target, int count, float weight) {
    long from = (source - BASE) & Memory.OFFSETS;
    long to = (target - BASE) & Memory.OFFSETS;
    int whole = (count & -COUNT) * BYTES;
    for (int at = 0; at < whole; at += STEP) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + at, ORDER);
      x.mul(weight).intoMemorySegment(ALL, to + at, ORDER);
    }
    if (whole < count * BYTES) {
      VectorMask<Float> mask = FLOAT.indexInRange(whole / BYTES, count);
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + whole, ORDER, mask);
      x.mul(weight).intoMemorySegment(ALL, to + whole, ORDER, mask);
    }
  }

  /** Adds {@code count} floats times {@code weight}. */
  static void add(long source, long target, int count, float weight) {
    long from = (source - BASE) & Memory.OFFSETS;
    long to = (target - BASE) & Memory.OFFSETS;
    int whole = (count & -COUNT) * BYTES;
    FloatVector w = FloatVector.broadcast(FLOAT, weight);
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
