package io.culebra.vector.elementwise;

import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import io.culebra.vector.loop.BinaryLoop;

/** Powers one by one, with all the special cases of IEEE 754. */
final class PowLoop implements BinaryLoop {
  private static final int BYTES = Float.BYTES;

  @Override
  public void vectors(long a, long b, long target, long count) {
    run(a - BASE, BYTES, b - BASE, BYTES, target - BASE, count);
  }

  @Override
  public void vectorScalar(long a, long b, long target, long count) {
    run(a - BASE, BYTES, b - BASE, 0, target - BASE, count);
  }

  @Override
  public void scalarVector(long a, long b, long target, long count) {
    run(a - BASE, 0, b - BASE, BYTES, target - BASE, count);
  }

  /** 1 to whatever power is 1, and so is -1 to an infinite one: not so in {@link Math#pow}. */
  private static double power(float base, float exponent) {
    boolean one = base == 1 || (base == -1 && Float.isInfinite(exponent));
    return one ? 1 : Math.pow(base, exponent);
  }

  private static void run(long a, long aStep, long b, long bStep, long to, long count) {
    for (long i = 0; i < count; i++) {
      float base = ALL.get(JAVA_FLOAT_UNALIGNED, a);
      float exponent = ALL.get(JAVA_FLOAT_UNALIGNED, b);
      ALL.set(JAVA_FLOAT_UNALIGNED, to + i * BYTES, (float) power(base, exponent));
      a += aStep;
      b += bStep;
    }
  }
}
