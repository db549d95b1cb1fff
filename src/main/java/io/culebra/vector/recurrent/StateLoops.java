package io.culebra.vector.recurrent;

import static io.culebra.vector.Lanes.FLOAT;
import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.ORDER;

import io.culebra.vector.Lanes;
import jdk.incubator.vector.FloatVector;

/** The arithmetic between the gates, on whole vectors. Targets may be sources. */
final class StateLoops {
  private static final long STEP = (long) Lanes.COUNT * Float.BYTES;

  private StateLoops() {}

  /** {@code target = a b}. */
  static void multiply(long a, long b, long target, long bytes) {
    long left = a - BASE;
    long right = b - BASE;
    long to = target - BASE;
    for (long at = 0; at < bytes; at += STEP) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, left + at, ORDER);
      FloatVector y = FloatVector.fromMemorySegment(FLOAT, ALL, right + at, ORDER);
      x.mul(y).intoMemorySegment(ALL, to + at, ORDER);
    }
  }

  /** {@code target += a b}. */
  static void addProduct(long a, long b, long target, long bytes) {
    long left = a - BASE;
    long right = b - BASE;
    long to = target - BASE;
    for (long at = 0; at < bytes; at += STEP) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, left + at, ORDER);
      FloatVector y = FloatVector.fromMemorySegment(FLOAT, ALL, right + at, ORDER);
      FloatVector sum = FloatVector.fromMemorySegment(FLOAT, ALL, to + at, ORDER);
      x.fma(y, sum).intoMemorySegment(ALL, to + at, ORDER);
    }
  }

  /** {@code target = 1 - a}. */
  static void complement(long a, long target, long bytes) {
    FloatVector one = FloatVector.broadcast(FLOAT, 1f);
    long from = a - BASE;
    long to = target - BASE;
    for (long at = 0; at < bytes; at += STEP) {
      one.sub(FloatVector.fromMemorySegment(FLOAT, ALL, from + at, ORDER))
          .intoMemorySegment(ALL, to + at, ORDER);
    }
  }

  /** {@code cell = forget cell + in candidate}. */
  static void updateCell(long cell, long forget, long in, long candidate, long bytes) {
    long c = cell - BASE;
    long f = forget - BASE;
    long i = in - BASE;
    long g = candidate - BASE;
    for (long at = 0; at < bytes; at += STEP) {
      FloatVector added =
          FloatVector.fromMemorySegment(FLOAT, ALL, i + at, ORDER)
              .mul(FloatVector.fromMemorySegment(FLOAT, ALL, g + at, ORDER));
      FloatVector.fromMemorySegment(FLOAT, ALL, f + at, ORDER)
          .fma(FloatVector.fromMemorySegment(FLOAT, ALL, c + at, ORDER), added)
          .intoMemorySegment(ALL, c + at, ORDER);
    }
  }

  /** {@code target = (1 - update) candidate + update state}. */
  static void blend(long update, long candidate, long state, long target, long bytes) {
    long z = update - BASE;
    long g = candidate - BASE;
    long h = state - BASE;
    long to = target - BASE;
    for (long at = 0; at < bytes; at += STEP) {
      FloatVector proposed = FloatVector.fromMemorySegment(FLOAT, ALL, g + at, ORDER);
      FloatVector difference =
          FloatVector.fromMemorySegment(FLOAT, ALL, h + at, ORDER).sub(proposed);
      FloatVector.fromMemorySegment(FLOAT, ALL, z + at, ORDER)
          .fma(difference, proposed)
          .intoMemorySegment(ALL, to + at, ORDER);
    }
  }
}
