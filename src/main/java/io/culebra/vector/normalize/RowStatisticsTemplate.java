package io.culebra.vector.normalize;

import static io.culebra.vector.Lanes.FLOAT;
import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.ORDER;

import io.culebra.vector.Lanes;
import io.culebra.vector.Memory;
import io.culebra.vector.math.Folds;
import io.culebra.vector.math.Known;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** The template of sums over rows, each with two accumulators. */
final class RowStatisticsTemplate implements RowStatistics {
  private static final int BYTES = Float.BYTES;
  private static final int COUNT = Lanes.COUNT;
  private static final int STEP = COUNT * BYTES;

  @Override
  public float sum(long source, int count) {
    long from = (source - BASE) & Memory.OFFSETS;
    FloatVector s0 = FloatVector.zero(FLOAT);
    FloatVector s1 = s0;
    int at = 0;
    for (; at <= (count - 2 * COUNT) * BYTES; at += 2 * STEP) {
      s0 = FloatVector.fromMemorySegment(FLOAT, ALL, from + at, ORDER).add(s0);
      s1 = FloatVector.fromMemorySegment(FLOAT, ALL, from + at + STEP, ORDER).add(s1);
    }
    if (at <= (count - COUNT) * BYTES) {
      s0 = FloatVector.fromMemorySegment(FLOAT, ALL, from + at, ORDER).add(s0);
      at += STEP;
    }
    if (at < count * BYTES) {
      VectorMask<Float> mask = FLOAT.indexInRange(at / BYTES, count);
      s1 = FloatVector.fromMemorySegment(FLOAT, ALL, from + at, ORDER, mask).add(s1);
    }
    return Folds.add(Known.of(s0).add(s1));
  }

  @Override
  public float squares(long source, int count, float mean) {
    long from = (source - BASE) & Memory.OFFSETS;
    FloatVector s0 = FloatVector.zero(FLOAT);
    FloatVector s1 = s0;
    int at = 0;
    for (; at <= (count - 2 * COUNT) * BYTES; at += 2 * STEP) {
      FloatVector d0 = FloatVector.fromMemorySegment(FLOAT, ALL, from + at, ORDER).sub(mean);
      FloatVector d1 = FloatVector.fromMemorySegment(FLOAT, ALL, from + at + STEP, ORDER).sub(mean);
      s0 = d0.fma(d0, s0);
      s1 = d1.fma(d1, s1);
    }
    if (at <= (count - COUNT) * BYTES) {
      FloatVector d = FloatVector.fromMemorySegment(FLOAT, ALL, from + at, ORDER).sub(mean);
      s0 = d.fma(d, s0);
      at += STEP;
    }
    if (at < count * BYTES) {
      VectorMask<Float> mask = FLOAT.indexInRange(at / BYTES, count);
      FloatVector d = FloatVector.fromMemorySegment(FLOAT, ALL, from + at, ORDER, mask).sub(mean);
      s1 = Known.of(s1).add(d.mul(d), mask);
    }
    return Folds.add(Known.of(s0).add(s1));
  }
}
