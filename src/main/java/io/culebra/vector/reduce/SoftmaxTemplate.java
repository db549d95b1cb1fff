package io.culebra.vector.reduce;

import static io.culebra.vector.Lanes.FLOAT;
import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.ORDER;
import static jdk.incubator.vector.VectorOperators.GT;

import io.culebra.vector.Lanes;
import io.culebra.vector.Memory;
import io.culebra.vector.loop.Hole;
import io.culebra.vector.math.Exp;
import io.culebra.vector.math.Folds;
import io.culebra.vector.math.Known;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The template of softmax and its logarithm, in three passes: the maximum m; the sum of e^(x - m),
 * while either x - m or its exponential is stored; and what is stored combined with the sum.
 */
final class SoftmaxTemplate implements SoftmaxLoop {
  private static final int BYTES = Float.BYTES;
  private static final int COUNT = Lanes.COUNT;
  private static final int STEP = Lanes.COUNT * BYTES;

  @Override
  public void row(long source, long target, int count) {
    long from = (source - BASE) & Memory.OFFSETS;
    long to = (target - BASE) & Memory.OFFSETS;
    float max = max(from, count);
    float sum = sum(from, to, count, max);
    finish(to, count, sum);
  }

  private static float max(long from, int count) {
    int whole = (count & -COUNT) * BYTES;
    FloatVector max = FloatVector.broadcast(FLOAT, Float.NEGATIVE_INFINITY);
    for (int at = 0; at < whole; at += STEP) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + at, ORDER);
      max = Known.of(max).blend(x, x.compare(GT, max));
    }
    if (whole < count * BYTES) {
      VectorMask<Float> rest = FLOAT.indexInRange(count & -COUNT, count);
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + whole, ORDER, rest);
      max = Known.of(max).blend(x, x.compare(GT, max).and(rest));
    }
    return Known.of(max).reduceLanes(VectorOperators.MAX);
  }

  private static float sum(long from, long to, int count, float max) {
    int whole = (count & -COUNT) * BYTES;
    FloatVector sum = FloatVector.zero(FLOAT);
    for (int at = 0; at < whole; at += STEP) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + at, ORDER).sub(max);
      FloatVector e = Exp.exp(x);
      Hole.operator(x, e).intoMemorySegment(ALL, to + at, ORDER);
      sum = e.add(sum);
    }
    if (whole < count * BYTES) {
      VectorMask<Float> rest = FLOAT.indexInRange(count & -COUNT, count);
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + whole, ORDER, rest).sub(max);
      FloatVector e = Exp.exp(x);
      Hole.operator(x, e).intoMemorySegment(ALL, to + whole, ORDER, rest);
      sum = Known.of(sum).add(e, rest);
    }
    return Folds.add(sum);
  }

  private static void finish(long to, int count, float sum) {
    int whole = (count & -COUNT) * BYTES;
    FloatVector total = Hole.function(FloatVector.broadcast(FLOAT, sum));
    for (int at = 0; at < whole; at += STEP) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, to + at, ORDER);
      Hole.combine(x, total).intoMemorySegment(ALL, to + at, ORDER);
    }
    if (whole < count * BYTES) {
      VectorMask<Float> rest = FLOAT.indexInRange(count & -COUNT, count);
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, to + whole, ORDER, rest);
      Hole.combine(x, total).intoMemorySegment(ALL, to + whole, ORDER, rest);
    }
  }

  @Override
  public void columns(long source, long target, int columns, int rows) {
    long from = (source - BASE) & Memory.OFFSETS;
    long to = (target - BASE) & Memory.OFFSETS;
    long stride = (long) columns * BYTES;
    int at = 0;
    for (; at <= (columns - COUNT) * BYTES; at += STEP) {
      wholeColumns(from + at, to + at, stride, rows);
    }
    if (at < columns * BYTES) {
      someColumns(from + at, to + at, stride, rows, columns - at / BYTES);
    }
  }

  private static void wholeColumns(long from, long to, long stride, int rows) {
    FloatVector max = FloatVector.broadcast(FLOAT, Float.NEGATIVE_INFINITY);
    long place = from;
    for (int row = 0; row < rows; row++) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, place, ORDER);
      max = Known.of(max).blend(x, x.compare(GT, max));
      place += stride;
    }
    FloatVector sum = FloatVector.zero(FLOAT);
    place = to;
    for (int row = 0; row < rows; row++) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from, ORDER).sub(max);
      FloatVector e = Exp.exp(x);
      Hole.operator(x, e).intoMemorySegment(ALL, place, ORDER);
      sum = e.add(sum);
      from += stride;
      place += stride;
    }
    FloatVector total = Hole.function(Known.of(sum));
    for (int row = 0; row < rows; row++) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, to, ORDER);
      Hole.combine(x, total).intoMemorySegment(ALL, to, ORDER);
      to += stride;
    }
  }

  private static void someColumns(long from, long to, long stride, int rows, int count) {
    VectorMask<Float> mask = FLOAT.indexInRange(0, count);
    FloatVector max = FloatVector.broadcast(FLOAT, Float.NEGATIVE_INFINITY);
    long place = from;
    for (int row = 0; row < rows; row++) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, place, ORDER, mask);
      max = Known.of(max).blend(x, x.compare(GT, max));
      place += stride;
    }
    FloatVector sum = FloatVector.zero(FLOAT);
    place = to;
    for (int row = 0; row < rows; row++) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from, ORDER, mask).sub(max);
      FloatVector e = Exp.exp(x);
      Hole.operator(x, e).intoMemorySegment(ALL, place, ORDER, mask);
      sum = e.add(sum);
      from += stride;
      place += stride;
    }
    FloatVector total = Hole.function(Known.of(sum));
    for (int row = 0; row < rows; row++) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, to, ORDER, mask);
      Hole.combine(x, total).intoMemorySegment(ALL, to, ORDER, mask);
      to += stride;
    }
  }
}
