package io.culebra.vector.loop;

import static io.culebra.vector.Lanes.FLOAT;
import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.ORDER;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import io.culebra.vector.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** The template of binary loops; each has a method of its own for the last, partial vector. */
final class BinaryTemplate implements BinaryLoop {
  private static final long STEP = (long) Lanes.COUNT * Float.BYTES;

  @Override
  public void vectors(long a, long b, long target, long count) {
    long whole = count & -Lanes.COUNT;
    long bytes = whole * Float.BYTES;
    wholeVectors(a - BASE, b - BASE, target - BASE, bytes);
    if (whole < count) {
      restOfVectors(
          a - BASE + bytes, b - BASE + bytes, target - BASE + bytes, (int) (count - whole));
    }
  }

  private static void wholeVectors(long a, long b, long to, long bytes) {
    for (long at = 0; at < bytes; at += STEP) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, a + at, ORDER);
      FloatVector y = FloatVector.fromMemorySegment(FLOAT, ALL, b + at, ORDER);
      Hole.operator(x, y).intoMemorySegment(ALL, to + at, ORDER);
    }
  }

  private static void restOfVectors(long a, long b, long to, int count) {
    VectorMask<Float> mask = FLOAT.indexInRange(0, count);
    FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, a, ORDER, mask);
    FloatVector y = FloatVector.fromMemorySegment(FLOAT, ALL, b, ORDER, mask);
    Hole.operator(x, y).intoMemorySegment(ALL, to, ORDER, mask);
  }

  @Override
  public void vectorScalar(long a, long b, long target, long count) {
    long whole = count & -Lanes.COUNT;
    long bytes = whole * Float.BYTES;
    float scalar = ALL.get(JAVA_FLOAT_UNALIGNED, b - BASE);
    wholeWithScalar(a - BASE, scalar, target - BASE, bytes);
    if (whole < count) {
      restWithScalar(a - BASE + bytes, scalar, target - BASE + bytes, (int) (count - whole));
    }
  }

  private static void wholeWithScalar(long a, float b, long to, long bytes) {
    FloatVector y = FloatVector.broadcast(FLOAT, b);
    for (long at = 0; at < bytes; at += STEP) {
      FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, a + at, ORDER);
      Hole.operator(x, y).intoMemorySegment(ALL, to + at, ORDER);
    }
  }

  private static void restWithScalar(long a, float b, long to, int count) {
    VectorMask<Float> mask = FLOAT.indexInRange(0, count);
    FloatVector y = FloatVector.broadcast(FLOAT, b);
    FloatVector x = FloatVector.fromMemorySegment(FLOAT, ALL, a, ORDER, mask);
    Hole.operator(x, y).intoMemorySegment(ALL, to, ORDER, mask);
  }

  @Override
  public void scalarVector(long a, long b, long target, long count) {
    long whole = count & -Lanes.COUNT;
    long bytes = whole * Float.BYTES;
    float scalar = ALL.get(JAVA_FLOAT_UNALIGNED, a - BASE);
    wholeOfScalar(scalar, b - BASE, target - BASE, bytes);
    if (whole < count) {
      restOfScalar(scalar, b - BASE + bytes, target - BASE + bytes, (int) (count - whole));
    }
  }

  private static void wholeOfScalar(float a, long b, long to, long bytes) {
    FloatVector x = FloatVector.broadcast(FLOAT, a);
    for (long at = 0; at < bytes; at += STEP) {
      FloatVector y = FloatVector.fromMemorySegment(FLOAT, ALL, b + at, ORDER);
      Hole.operator(x, y).intoMemorySegment(ALL, to + at, ORDER);
    }
  }

  private static void restOfScalar(float a, long b, long to, int count) {
    VectorMask<Float> mask = FLOAT.indexInRange(0, count);
    FloatVector x = FloatVector.broadcast(FLOAT, a);
    FloatVector y = FloatVector.fromMemorySegment(FLOAT, ALL, b, ORDER, mask);
    Hole.operator(x, y).intoMemorySegment(ALL, to, ORDER, mask);
  }
}
