package io.culebra.vector.reduce;

import static io.culebra.vector.Lanes.FLOAT;
import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.ORDER;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import io.culebra.vector.Lanes;
import io.culebra.vector.Memory;
import io.culebra.vector.loop.Hole;
import io.culebra.vector.math.Known;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** The template of reductions: four accumulators, so that no fold waits for the one before. */
final class ReduceTemplate implements ReduceLoop {
  private static final int BYTES = Float.BYTES;
  private static final int COUNT = Lanes.COUNT;
  private static final int STEP = Lanes.COUNT * BYTES;
  private static final int TWO_STEPS = 2 * STEP;
  private static final int THREE_STEPS = 3 * STEP;

  @Override
  public void row(long source, long target, int count, float identity, float scale) {
    float folded = fold((source - BASE) & Memory.OFFSETS, count, identity);
    float finished = Hole.finish(FloatVector.broadcast(FLOAT, folded * scale)).lane(0);
    ALL.set(JAVA_FLOAT_UNALIGNED, target - BASE, finished);
  }

  private static float fold(long from, int count, float identity) {
    FloatVector s0 = FloatVector.broadcast(FLOAT, identity);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int at = 0;
    for (; at <= (count - 4 * COUNT) * BYTES; at += 4 * STEP) {
      FloatVector x0 = FloatVector.fromMemorySegment(FLOAT, ALL, from + at, ORDER);
      FloatVector x1 = FloatVector.fromMemorySegment(FLOAT, ALL, from + at + STEP, ORDER);
      FloatVector x2 = FloatVector.fromMemorySegment(FLOAT, ALL, from + at + TWO_STEPS, ORDER);
      FloatVector x3 = FloatVector.fromMemorySegment(FLOAT, ALL, from + at + THREE_STEPS, ORDER);
      s0 = Hole.operator(Hole.function(x0), s0);
      s1 = Hole.operator(Hole.function(x1), s1);
      s2 = Hole.operator(Hole.function(x2), s2);
      s3 = Hole.operator(Hole.function(x3), s3);
    }
    for (; at <= (count - COUNT) * BYTES; at += STEP) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + at, ORDER);
      s0 = Hole.operator(Hole.function(x), s0);
    }
    if (at < count * BYTES) {
      VectorMask<Float> mask = FLOAT.indexInRange(at / BYTES, count);
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + at, ORDER, mask);
      s1 = Known.of(s1).blend(Hole.operator(Hole.function(x), s1), mask);
    }
    FloatVector low = Hole.operator(Known.of(s0), s1);
    return Hole.across(Hole.operator(low, Hole.operator(Known.of(s2), s3)));
  }

  @Override
  public void rows(long source, long target, int columns, int rows, float identity, float scale) {
    long from = (source - BASE) & Memory.OFFSETS;
    long to = (target - BASE) & Memory.OFFSETS;
    long stride = (long) columns * BYTES;
    int at = 0;
    for (; at <= (columns - 4 * COUNT) * BYTES; at += 4 * STEP) {
      fourVectors(from + at, to + at, stride, rows, identity, scale);
    }
    for (; at <= (columns - COUNT) * BYTES; at += STEP) {
      oneVector(from + at, to + at, stride, rows, identity, scale);
    }
    if (at < columns * BYTES) {
      partOfVector(from + at, to + at, stride, rows, columns - at / BYTES, identity, scale);
    }
  }

  private static void fourVectors(
      long from, long to, long stride, int rows, float identity, float scale) {
    FloatVector s0 = FloatVector.broadcast(FLOAT, identity);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int row = 0; row < rows; row++) {
      FloatVector x0 = FloatVector.fromMemorySegment(FLOAT, ALL, from, ORDER);
      FloatVector x1 = FloatVector.fromMemorySegment(FLOAT, ALL, from + STEP, ORDER);
      FloatVector x2 = FloatVector.fromMemorySegment(FLOAT, ALL, from + TWO_STEPS, ORDER);
      FloatVector x3 = FloatVector.fromMemorySegment(FLOAT, ALL, from + THREE_STEPS, ORDER);
      s0 = Hole.operator(Hole.function(x0), s0);
      s1 = Hole.operator(Hole.function(x1), s1);
      s2 = Hole.operator(Hole.function(x2), s2);
      s3 = Hole.operator(Hole.function(x3), s3);
      from += stride;
    }
    Hole.finish(Known.of(s0).mul(scale)).intoMemorySegment(ALL, to, ORDER);
    Hole.finish(Known.of(s1).mul(scale)).intoMemorySegment(ALL, to + STEP, ORDER);
    Hole.finish(Known.of(s2).mul(scale)).intoMemorySegment(ALL, to + TWO_STEPS, ORDER);
    Hole.finish(Known.of(s3).mul(scale)).intoMemorySegment(ALL, to + THREE_STEPS, ORDER);
  }

  private static void oneVector(
      long from, long to, long stride, int rows, float identity, float scale) {
    FloatVector s = FloatVector.broadcast(FLOAT, identity);
    for (int row = 0; row < rows; row++) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from, ORDER);
      s = Hole.operator(Hole.function(x), s);
      from += stride;
    }
    Hole.finish(Known.of(s).mul(scale)).intoMemorySegment(ALL, to, ORDER);
  }

  private static void partOfVector(
      long from, long to, long stride, int rows, int count, float identity, float scale) {
    VectorMask<Float> mask = FLOAT.indexInRange(0, count);
    FloatVector s = FloatVector.broadcast(FLOAT, identity);
    for (int row = 0; row < rows; row++) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from, ORDER, mask);
      s = Hole.operator(Hole.function(x), s);
      from += stride;
    }
    Hole.finish(Known.of(s).mul(scale)).intoMemorySegment(ALL, to, ORDER, mask);
  }
}
