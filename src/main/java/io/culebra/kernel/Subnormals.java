package io.culebra.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Subnormal weights on their way into packed form. Training leaves them behind; every
 * multiplication with one is many times slower, and no sum of products of normal numbers notices
 * them.
 */
public final class Subnormals {
  private static final int CHUNK = 4096;
  private static final int MAGNITUDE = Integer.MAX_VALUE;
  private static final int LEAST_NORMAL = Float.floatToRawIntBits(Float.MIN_NORMAL);

  private Subnormals() {}

  /** Makes zeros of the subnormal numbers among float32 ones; signs stay. */
  public static void flush(MemorySegment floats) {
    // Weights are read when a model is first run, before much is compiled: loops over arrays, in a
    // method that is called often, are compiled soonest.
    int[] bits = new int[CHUNK];
    long count = floats.byteSize() / Float.BYTES;
    for (long from = 0; from < count; from += CHUNK) {
      int length = (int) Math.min(CHUNK, count - from);
      MemorySegment.copy(
          floats, ValueLayout.JAVA_INT_UNALIGNED, from * Float.BYTES, bits, 0, length);
      if (count(bits, length) > 0) {
        flush(floats, from, from + length);
      }
    }
  }

  private static int count(int[] bits, int length) {
    int count = 0;
    for (int i = 0; i < length; i++) {
      int magnitude = bits[i] & MAGNITUDE;
      count += magnitude != 0 && magnitude < LEAST_NORMAL ? 1 : 0;
    }
    return count;
  }

  private static void flush(MemorySegment floats, long from, long to) {
    for (long i = from; i < to; i++) {
      float value = floats.get(ValueLayout.JAVA_FLOAT_UNALIGNED, i * Float.BYTES);
      floats.set(ValueLayout.JAVA_FLOAT_UNALIGNED, i * Float.BYTES, flushed(value));
    }
  }

  /** The number, or zero of its sign where it is subnormal. */
  public static float flushed(float weight) {
    return Math.abs(weight) < Float.MIN_NORMAL ? Math.copySign(0, weight) : weight;
  }
}
