package io.culebra.vector.normalize;

import static io.culebra.vector.Lanes.FLOAT;
import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.ORDER;

import io.culebra.vector.Lanes;
import io.culebra.vector.math.Known;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** Normalises channels that lie innermost, a vector of them at a time. */
final class InstanceNormLoop {
  private static final int BYTES = Float.BYTES;

  private InstanceNormLoop() {}

  /** Normalises all channels of one image; source and target may be the same. */
  static void channels(
      long source, long target, int channels, int pixels, float epsilon, long scales, long biases) {
    long stride = (long) channels * BYTES;
    int channel = 0;
    for (; channel <= channels - Lanes.COUNT; channel += Lanes.COUNT) {
      long at = (long) channel * BYTES - BASE;
      whole(source + at, target + at, stride, pixels, epsilon, scales + at, biases + at);
    }
    if (channel < channels) {
      long at = (long) channel * BYTES - BASE;
      int rest = channels - channel;
      some(source + at, target + at, stride, pixels, epsilon, scales + at, biases + at, rest);
    }
  }

  private static void whole(
      long from, long to, long stride, int pixels, float epsilon, long scale, long bias) {
    FloatVector sum = FloatVector.zero(FLOAT);
    long at = from;
    for (int i = 0; i < pixels; i++) {
      sum = FloatVector.fromMemorySegment(FLOAT, ALL, at, ORDER).add(sum);
      at += stride;
    }
    FloatVector mean = Known.of(sum).div(pixels);
    FloatVector squares = FloatVector.zero(FLOAT);
    at = from;
    for (int i = 0; i < pixels; i++) {
      FloatVector d = FloatVector.fromMemorySegment(FLOAT, ALL, at, ORDER).sub(mean);
      squares = d.fma(d, squares);
      at += stride;
    }
    FloatVector deviation = Known.of(squares).div(pixels).add(epsilon).sqrt();
    FloatVector factor = FloatVector.fromMemorySegment(FLOAT, ALL, scale, ORDER).div(deviation);
    FloatVector summand = FloatVector.fromMemorySegment(FLOAT, ALL, bias, ORDER);
    for (int i = 0; i < pixels; i++) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from, ORDER);
      x.sub(mean).fma(factor, summand).intoMemorySegment(ALL, to, ORDER);
      from += stride;
      to += stride;
    }
  }

  private static void some(
      long from,
      long to,
      long stride,
      int pixels,
      float epsilon,
      long scale,
      long bias,
      int channels) {
    VectorMask<Float> mask = FLOAT.indexInRange(0, channels);
    FloatVector sum = FloatVector.zero(FLOAT);
    long at = from;
    for (int i = 0; i < pixels; i++) {
      sum = FloatVector.fromMemorySegment(FLOAT, ALL, at, ORDER, mask).add(sum);
      at += stride;
    }
    FloatVector mean = Known.of(sum).div(pixels);
    FloatVector squares = FloatVector.zero(FLOAT);
    at = from;
    for (int i = 0; i < pixels; i++) {
      FloatVector d = FloatVector.fromMemorySegment(FLOAT, ALL, at, ORDER, mask).sub(mean);
      squares = d.fma(d, squares);
      at += stride;
    }
    FloatVector deviation = Known.of(squares).div(pixels).add(epsilon).sqrt();
    FloatVector factor =
        FloatVector.fromMemorySegment(FLOAT, ALL, scale, ORDER, mask).div(deviation);
    FloatVector summand = FloatVector.fromMemorySegment(FLOAT, ALL, bias, ORDER, mask);
    for (int i = 0; i < pixels; i++) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from, ORDER, mask);
      x.sub(mean).fma(factor, summand).intoMemorySegment(ALL, to, ORDER, mask);
      from += stride;
      to += stride;
    }
  }
}
