package io.culebra.vector.rotary;

import static io.culebra.vector.Lanes.FLOAT;
import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.ORDER;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import io.culebra.vector.Lanes;
import io.culebra.vector.Memory;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/** Turns the pairs of one row whose two elements are neighbours. */
final class NeighbourLoop {
  private static final int BYTES = Float.BYTES;
  private static final int PAIRS = Lanes.COUNT / 2;
  private static final int STEP = PAIRS * BYTES;
  private static final VectorMask<Float> ANGLES = FLOAT.indexInRange(0, PAIRS);
  private static final VectorShuffle<Float> TWICE = FLOAT.shuffleFromOp(i -> i / 2);
  private static final VectorShuffle<Float> SWAPPED = FLOAT.shuffleFromOp(i -> i ^ 1);
  private static final FloatVector SIGNS = FloatVector.fromArray(FLOAT, signs(), 0);

  private NeighbourLoop() {}

  private static float[] signs() {
    float[] signs = new float[Lanes.COUNT];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = i % 2 == 0 ? -1 : 1;
    }
    return signs;
  }

  /** Turns {@code count} pairs; source and target may be the same. */
  static void turn(long source, long cosines, long sines, long target, int count) {
    long from = (source - BASE) & Memory.OFFSETS;
    long to = (target - BASE) & Memory.OFFSETS;
    long c = (cosines - BASE) & Memory.OFFSETS;
    long s = (sines - BASE) & Memory.OFFSETS;
    long whole = (count - count % PAIRS) * (long) BYTES;
    for (long at = 0; at < whole; at += STEP) {
      FloatVector cosine =
          FloatVector.fromMemorySegment(FLOAT, ALL, c + at, ORDER, ANGLES).rearrange(TWICE);
      FloatVector sine =
          FloatVector.fromMemorySegment(FLOAT, ALL, s + at, ORDER, ANGLES).rearrange(TWICE);
      FloatVector pairs = FloatVector.fromMemorySegment(FLOAT, ALL, from + 2 * at, ORDER);
      pairs
          .mul(cosine)
          .add(pairs.rearrange(SWAPPED).mul(sine.mul(SIGNS)))
          .intoMemorySegment(ALL, to + 2 * at, ORDER);
    }
    for (long at = whole; at < count * (long) BYTES; at += BYTES) {
      float cosine = ALL.get(JAVA_FLOAT_UNALIGNED, c + at);
      float sine = ALL.get(JAVA_FLOAT_UNALIGNED, s + at);
      float one = ALL.get(JAVA_FLOAT_UNALIGNED, from + 2 * at);
      float two = ALL.get(JAVA_FLOAT_UNALIGNED, from + 2 * at + BYTES);
      ALL.set(JAVA_FLOAT_UNALIGNED, to + 2 * at, one * cosine - two * sine);
      ALL.set(JAVA_FLOAT_UNALIGNED, to + 2 * at + BYTES, one * sine + two * cosine);
    }
  }
}
