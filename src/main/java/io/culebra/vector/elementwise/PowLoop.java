package io.culebra.vector.elementwise;

import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import io.culebra.vector.loop.BinaryLoop;

/** Powers one by one, with all the special cases of {@link Math#pow}. */
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

  private static void run(long a, long aStep, long b, long bStep, long to, long count) {
    for (long i = 0; i < count; i++) {
      float base = ALL.get(JAVA_FLOAT_UNALIGNED, a);
      float exponent = ALL.get(JAVA_FLOAT_UNALIGNED, b);
      ALL.set(JAVA_FLOAT_UNALIGNED, to + i * BYTES, (float) Math.pow(base, exponent));
      a += aStep;
      b += bStep;
    }
  }
}
