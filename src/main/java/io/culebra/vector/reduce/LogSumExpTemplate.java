package io.culebra.vector.reduce;

import static io.culebra.vector.Lanes.FLOAT;
import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.ORDER;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;

import io.culebra.vector.Lanes;
import io.culebra.vector.Memory;
import io.culebra.vector.math.Exp;
import io.culebra.vector.math.Folds;
import io.culebra.vector.math.Known;
import io.culebra.vector.math.Log;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The template of the logarithm of a sum of exponentials, in two passes, so that nothing overflows:
 * the maximum m, then m + ln(sum of e^(x - m)). An infinite maximum is not subtracted.
 */
final class LogSumExpTemplate implements ReduceLoop {
  private static final int BYTES = Float.BYTES;
  private static final int COUNT = Lanes.COUNT;
  private static final int STEP = Lanes.COUNT * BYTES;

  @Override
  public void row(long source, long target, int count, float identity, float scale) {
    long from = (source - BASE) & Memory.OFFSETS;
    float max = max(from, count);
    float subtracted = Float.isInfinite(max) ? 0 : max;
    float sum = sum(from, count, subtracted);
    float logarithm = Log.log(FloatVector.broadcast(FLOAT, sum)).lane(0);
    ALL.set(JAVA_FLOAT_UNALIGNED, target - BASE, subtracted + logarithm);
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

  private static float sum(long from, int count, float max) {
    int whole = (count & -COUNT) * BYTES;
    FloatVector sum = FloatVector.zero(FLOAT);
    for (int at = 0; at < whole; at += STEP) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + at, ORDER).sub(max);
      sum = Exp.exp(x).add(sum);
    }
    if (whole < count * BYTES) {
      VectorMask<Float> rest = FLOAT.indexInRange(count & -COUNT, count);
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + whole, ORDER, rest).sub(max);
      sum = Known.of(sum).add(Exp.exp(x), rest);
    }
    return Folds.add(sum);
  }

  @Override
  public void rows(long source, long target, int columns, int rows, float identity, float scale) {
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
    max = Known.of(max);
    max = max.blend(0f, max.abs().compare(EQ, Float.POSITIVE_INFINITY));
    FloatVector sum = FloatVector.zero(FLOAT);
    for (int row = 0; row < rows; row++) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from, ORDER).sub(max);
      sum = Exp.exp(x).add(sum);
      from += stride;
    }
    Log.log(Known.of(sum)).add(max).intoMemorySegment(ALL, to, ORDER);
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
    max = Known.of(max);
    max = max.blend(0f, max.abs().compare(EQ, Float.POSITIVE_INFINITY));
    FloatVector sum = FloatVector.zero(FLOAT);
    for (int row = 0; row < rows; row++) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from, ORDER, mask).sub(max);
      sum = Exp.exp(x).add(sum);
      from += stride;
    }
    Log.log(Known.of(sum)).add(max).intoMemorySegment(ALL, to, ORDER, mask);
  }
}
