package io.culebra.vector.normalize;

import static io.culebra.vector.Lanes.FLOAT;
import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.ORDER;

import io.culebra.vector.Lanes;
import io.culebra.vector.loop.Hole;
import io.culebra.vector.math.Known;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** The template of local response normalisation. */
final class LrnTemplate implements LrnLoop {
  private static final int BYTES = Float.BYTES;
  private static final int COUNT = Lanes.COUNT;

  @Override
  public void pixel(
      long source, long target, int channels, int before, int after, float factor, float bias) {
    for (int channel = 0; channel < channels; channel += COUNT) {
      long from = source + (long) channel * BYTES - BASE;
      long to = target + (long) channel * BYTES - BASE;
      if (channel >= before && channel + COUNT + after <= channels) {
        inside(from, to, before, after, factor, bias);
      } else {
        border(from, to, channel, channels, before, after, factor, bias);
      }
    }
  }

  private static void inside(long from, long to, int before, int after, float factor, float bias) {
    FloatVector sum = FloatVector.zero(FLOAT);
    long at = from - (long) before * BYTES;
    for (int i = 0; i <= before + after; i++) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, at, ORDER);
      sum = x.fma(x, sum);
      at += BYTES;
    }
    FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from, ORDER);
    Hole.operator(x, Known.of(sum).mul(factor).add(bias)).intoMemorySegment(ALL, to, ORDER);
  }

  /** Where a neighbour lies outside of the channels its lane is masked out. */
  private static void border(
      long from,
      long to,
      int channel,
      int channels,
      int before,
      int after,
      float factor,
      float bias) {
    FloatVector sum = FloatVector.zero(FLOAT);
    for (int i = -before; i <= after; i++) {
      VectorMask<Float> mask = FLOAT.indexInRange(channel + i, channels);
      FloatVector x =
          FloatVector.fromMemorySegment(FLOAT, ALL, from + (long) i * BYTES, ORDER, mask);
      sum = x.fma(x, sum);
    }
    VectorMask<Float> mask = FLOAT.indexInRange(channel, channels);
    FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from, ORDER, mask);
    Hole.operator(x, Known.of(sum).mul(factor).add(bias)).intoMemorySegment(ALL, to, ORDER, mask);
  }

  @Override
  public void plane(
      long source, long target, long first, int planes, int pixels, float factor, float bias) {
    long planeBytes = (long) pixels * BYTES;
    int pixel = 0;
    for (; pixel <= pixels - COUNT; pixel += COUNT) {
      long at = (long) pixel * BYTES - BASE;
      whole(source + at, target + at, first + at, planes, planeBytes, factor, bias);
    }
    if (pixel < pixels) {
      long at = (long) pixel * BYTES - BASE;
      int rest = pixels - pixel;
      some(source + at, target + at, first + at, planes, planeBytes, factor, bias, rest);
    }
  }

  private static void whole(
      long from, long to, long neighbour, int planes, long planeBytes, float factor, float bias) {
    FloatVector sum = FloatVector.zero(FLOAT);
    for (int i = 0; i < planes; i++) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, neighbour, ORDER);
      sum = x.fma(x, sum);
      neighbour += planeBytes;
    }
    FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from, ORDER);
    Hole.operator(x, Known.of(sum).mul(factor).add(bias)).intoMemorySegment(ALL, to, ORDER);
  }

  private static void some(
      long from,
      long to,
      long neighbour,
      int planes,
      long planeBytes,
      float factor,
      float bias,
      int count) {
    VectorMask<Float> mask = FLOAT.indexInRange(0, count);
    FloatVector sum = FloatVector.zero(FLOAT);
    for (int i = 0; i < planes; i++) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, neighbour, ORDER, mask);
      sum = x.fma(x, sum);
      neighbour += planeBytes;
    }
    FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from, ORDER, mask);
    Hole.operator(x, Known.of(sum).mul(factor).add(bias)).intoMemorySegment(ALL, to, ORDER, mask);
  }
}
