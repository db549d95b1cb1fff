package io.culebra.vector.gemm;

import static io.culebra.vector.Lanes.FLOAT;
import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.ORDER;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import io.culebra.vector.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Adds a block that kernels left in scratch to another and stores the sum: what kernels cannot do
 * themselves without more accesses than C1 bears. Not a number passes through the bounds.
 *
 * @param low the lower bound of what is stored; -Infinity for none
 * @param high the upper bound; Infinity for none
 */
record BlockSum(float low, float high) {
  private static final long STEP = (long) Lanes.COUNT * Float.BYTES;

  /** Stores {@code c = block + addend}; strides in bytes. The addend may be C itself. */
  void store(
      long block,
      long blockStride,
      long addend,
      long addendStride,
      long c,
      long cStride,
      int rows,
      int columns) {
    long from = block - BASE;
    long more = addend - BASE;
    long to = c - BASE;
    if (columns == 2 * Lanes.COUNT) {
      storePairs(from, blockStride, more, addendStride, to, cStride, rows);
      return;
    }
    for (int row = 0; row < rows; row++) {
      storeRow(from, more, to, columns);
      from += blockStride;
      more += addendStride;
      to += cStride;
    }
  }

  /** Rows of two vectors: the width of most tiles. */
  private void storePairs(
      long from, long fromStride, long more, long moreStride, long to, long toStride, int rows) {
    for (int row = 0; row < rows; row++) {
      FloatVector left = FloatVector.fromMemorySegment(FLOAT, ALL, from, ORDER);
      FloatVector right = FloatVector.fromMemorySegment(FLOAT, ALL, from + STEP, ORDER);
      left = left.add(FloatVector.fromMemorySegment(FLOAT, ALL, more, ORDER));
      right = right.add(FloatVector.fromMemorySegment(FLOAT, ALL, more + STEP, ORDER));
      left = left.blend(low, left.compare(LT, low));
      right = right.blend(low, right.compare(LT, low));
      left.blend(high, left.compare(GT, high)).intoMemorySegment(ALL, to, ORDER);
      right.blend(high, right.compare(GT, high)).intoMemorySegment(ALL, to + STEP, ORDER);
      from += fromStride;
      more += moreStride;
      to += toStride;
    }
  }

  private void storeRow(long from, long more, long to, int columns) {
    long whole = (long) (columns & -Lanes.COUNT) * Float.BYTES;
    for (long at = 0; at < whole; at += STEP) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + at, ORDER);
      x = x.add(FloatVector.fromMemorySegment(FLOAT, ALL, more + at, ORDER));
      x = x.blend(low, x.compare(LT, low));
      x.blend(high, x.compare(GT, high)).intoMemorySegment(ALL, to + at, ORDER);
    }
    if (columns % Lanes.COUNT != 0) {
      storeRest(from + whole, more + whole, to + whole, columns % Lanes.COUNT);
    }
  }

  private void storeRest(long from, long more, long to, int count) {
    VectorMask<Float> mask = FLOAT.indexInRange(0, count);
    FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from, ORDER, mask);
    x = x.add(FloatVector.fromMemorySegment(FLOAT, ALL, more, ORDER, mask));
    x = x.blend(low, x.compare(LT, low));
    x.blend(high, x.compare(GT, high)).intoMemorySegment(ALL, to, ORDER, mask);
  }
}
