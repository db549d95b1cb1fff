package io.culebra.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Subnormal weights on their way into packed form. Training leaves them behind; every
 * multiplication with one is many times slower, and no sum of products of normal numbers notices
 * them.
 */
public final class Subnormals {
  private Subnormals() {}

  /** Makes zeros of the subnormal numbers among float32 ones; signs stay. */
  public static void flush(MemorySegment floats) {
    for (long at = 0; at < floats.byteSize(); at += Float.BYTES) {
      float value = floats.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at);
      if (value != 0 && Math.abs(value) < Float.MIN_NORMAL) {
        floats.set(ValueLayout.JAVA_FLOAT_UNALIGNED, at, flushed(value));
      }
    }
  }

  /** The number, or zero of its sign where it is subnormal. */
  public static float flushed(float weight) {
    return Math.abs(weight) < Float.MIN_NORMAL ? Math.copySign(0, weight) : weight;
  }
}
