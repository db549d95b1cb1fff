package io.culebra.vector.normalize;

import static io.culebra.vector.Lanes.FLOAT;
import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.ORDER;

import io.culebra.vector.Lanes;
import io.culebra.vector.Memory;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** Linear transforms of contiguous rows; source and target may be the same. */
final class RowTransforms {
  private static final int BYTES = Float.BYTES;
  private static final int COUNT = Lanes.COUNT;
  private static final int STEP = COUNT * BYTES;

  private RowTransforms() {}

  /** Every element times {@code factor}, plus {@code summand}. */
  static void linear(long source, long target, int count, float factor, float summand) {
    long from = (source - BASE) & Memory.OFFSETS;
    long to = (target - BASE) & Memory.OFFSETS;
    int whole = (count & -COUNT) * BYTES;
    FloatVector f = FloatVector.broadcast(FLOAT, factor);
    FloatVector s = FloatVector.broadcast(FLOAT, summand);
    for (int at = 0; at < whole; at += STEP) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + at, ORDER);
      x.fma(f, s).intoMemorySegment(ALL, to + at, ORDER);
    }
    if (whole < count * BYTES) {
      VectorMask<Float> mask = FLOAT.indexInRange(whole / BYTES, count);
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + whole, ORDER, mask);
      x.fma(f, s).intoMemorySegment(ALL, to + whole, ORDER, mask);
    }
  }

  /** Every element minus {@code mean}, times {@code factor}, plus {@code summand}. */
  static void centered(
      long source, long target, int count, float mean, float factor, float summand) {
    long from = (source - BASE) & Memory.OFFSETS;
    long to = (target - BASE) & Memory.OFFSETS;
    int whole = (count & -COUNT) * BYTES;
    FloatVector f = FloatVector.broadcast(FLOAT, factor);
    FloatVector s = FloatVector.broadcast(FLOAT, summand);
    for (int at = 0; at < whole; at += STEP) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + at, ORDER);
      x.sub(mean).fma(f, s).intoMemorySegment(ALL, to + at, ORDER);
    }
    if (whole < count * BYTES) {
      VectorMask<Float> mask = FLOAT.indexInRange(whole / BYTES, count);
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + whole, ORDER, mask);
      x.sub(mean).fma(f, s).intoMemorySegment(ALL, to + whole, ORDER, mask);
    }
  }

  /**
   * Every element minus {@code mean} times {@code factor} times its own scale.
   *
   * @param scales the address of a scale per element
   */
  static void scaled(long source, long target, int count, float mean, float factor, long scales) {
    long from = (source - BASE) & Memory.OFFSETS;
    long to = (target - BASE) & Memory.OFFSETS;
    long scale = (scales - BASE) & Memory.OFFSETS;
    int whole = (count & -COUNT) * BYTES;
    for (int at = 0; at < whole; at += STEP) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + at, ORDER);
      FloatVector s = FloatVector.fromMemorySegment(FLOAT, ALL, scale + at, ORDER);
      x.sub(mean).mul(factor).mul(s).intoMemorySegment(ALL, to + at, ORDER);
    }
    if (whole < count * BYTES) {
      VectorMask<Float> mask = FLOAT.indexInRange(whole / BYTES, count);
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + whole, ORDER, mask);
      FloatVector s = FloatVector.fromMemorySegment(FLOAT, ALL, scale + whole, ORDER, mask);
      x.sub(mean).mul(factor).mul(s).intoMemorySegment(ALL, to + whole, ORDER, mask);
    }
  }

  /** As {@link #scaled}, and then every element plus its own bias. */
  static void scaledAndBiased(
      long source, long target, int count, float mean, float factor, long scales, long biases) {
    long from = (source - BASE) & Memory.OFFSETS;
    long to = (target - BASE) & Memory.OFFSETS;
    long scale = (scales - BASE) & Memory.OFFSETS;
    long bias = (biases - BASE) & Memory.OFFSETS;
    int whole = (count & -COUNT) * BYTES;
    for (int at = 0; at < whole; at += STEP) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + at, ORDER);
      FloatVector s = FloatVector.fromMemorySegment(FLOAT, ALL, scale + at, ORDER);
      FloatVector b = FloatVector.fromMemorySegment(FLOAT, ALL, bias + at, ORDER);
      x.sub(mean).mul(factor).fma(s, b).intoMemorySegment(ALL, to + at, ORDER);
    }
    if (whole < count * BYTES) {
      VectorMask<Float> mask = FLOAT.indexInRange(whole / BYTES, count);
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + whole, ORDER, mask);
      FloatVector s = FloatVector.fromMemorySegment(FLOAT, ALL, scale + whole, ORDER, mask);
      FloatVector b = FloatVector.fromMemorySegment(FLOAT, ALL, bias + whole, ORDER, mask);
      x.sub(mean).mul(factor).fma(s, b).intoMemorySegment(ALL, to + whole, ORDER, mask);
    }
  }
}
