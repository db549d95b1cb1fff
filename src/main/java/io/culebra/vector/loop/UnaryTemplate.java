package io.culebra.vector.loop;

import static io.culebra.vector.Lanes.FLOAT;
import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.ORDER;

import io.culebra.vector.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * The template of unary loops. The last, partial vector has a method of its own so that the loop
 * stays small.
 */
final class UnaryTemplate implements UnaryLoop {
  private static final long STEP = (long) Lanes.COUNT * Float.BYTES;

  @Override
  public void run(long source, long target, long count) {
    long whole = count & -Lanes.COUNT;
    long bytes = whole * Float.BYTES;
    whole(source - BASE, target - BASE, bytes);
    if (whole < count) {
      rest(source - BASE + bytes, target - BASE + bytes, (int) (count - whole));
    }
  }

  private static void whole(long from, long to, long bytes) {
    for (long at = 0; at < bytes; at += STEP) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from + at, ORDER);
      Hole.function(x).intoMemorySegment(ALL, to + at, ORDER);
    }
  }

  private static void rest(long from, long to, int count) {
    VectorMask<Float> mask = FLOAT.indexInRange(0, count);
    FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, from, ORDER, mask);
    Hole.function(x).intoMemorySegment(ALL, to, ORDER, mask);
  }
}
