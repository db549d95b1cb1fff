package io.culebra.vector.recurrent;

import static io.culebra.vector.Lanes.FLOAT;
import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.ORDER;

import io.culebra.vector.Lanes;
import io.culebra.vector.loop.Hole;
import jdk.incubator.vector.FloatVector;

/** The template of gate loops. */
final class GateTemplate implements GateLoop {
  private static final long STEP = (long) Lanes.COUNT * Float.BYTES;

  @Override
  public void run(long a, long b, long target, long bytes) {
    sums(a - BASE, b - BASE, target - BASE, bytes);
  }

  private static void sums(long a, long b, long to, long bytes) {
    for (long at = 0; at < bytes; at += STEP) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, a + at, ORDER);
      FloatVector y = FloatVector.fromMemorySegment(FLOAT, ALL, b + at, ORDER);
      Hole.function(Hole.limit(x.add(y))).intoMemorySegment(ALL, to + at, ORDER);
    }
  }

  @Override
  public void scale(long a, long b, long target, long bytes) {
    products(a - BASE, b - BASE, target - BASE, bytes);
  }

  private static void products(long a, long b, long to, long bytes) {
    for (long at = 0; at < bytes; at += STEP) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, a + at, ORDER);
      FloatVector y = FloatVector.fromMemorySegment(FLOAT, ALL, b + at, ORDER);
      x.mul(Hole.function(y)).intoMemorySegment(ALL, to + at, ORDER);
    }
  }
}
