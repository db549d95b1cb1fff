package io.culebra.vector.gemm;

import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.ORDER;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import io.culebra.vector.Lanes;
import jdk.incubator.vector.FloatVector;

/** Adds a matrix of C's shape and stride. */
record AddPass() implements Epilogue {
  @Override
  public void apply(long c, long stride, int row, int rows, int column, int columns, long operand) {
    long other = operand + row * stride + (long) column * Float.BYTES;
    for (int i = 0; i < rows; i++) {
      addRow(c - BASE + i * stride, other - BASE + i * stride, columns);
    }
  }

  private static void addRow(long to, long from, int count) {
    int whole = Lanes.FLOAT.loopBound(count);
    int at = 0;
    for (; at < whole; at += Lanes.COUNT) {
      long offset = (long) at * Float.BYTES;
      FloatVector.fromMemorySegment(Lanes.FLOAT, ALL, to + offset, ORDER)
          .add(FloatVector.fromMemorySegment(Lanes.FLOAT, ALL, from + offset, ORDER))
          .intoMemorySegment(ALL, to + offset, ORDER);
    }
    for (; at < count; at++) {
      long offset = (long) at * Float.BYTES;
      float sum =
          ALL.get(JAVA_FLOAT_UNALIGNED, to + offset) + ALL.get(JAVA_FLOAT_UNALIGNED, from + offset);
      ALL.set(JAVA_FLOAT_UNALIGNED, to + offset, sum);
    }
  }
}
