package io.culebra.vector.conv.winograd;

import static io.culebra.vector.Lanes.FLOAT;
import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.OFFSETS;
import static io.culebra.vector.Memory.ORDER;

import io.culebra.vector.Lanes;
import jdk.incubator.vector.FloatVector;

/**
 * F(4x4, 3x3) with the points 0, +-sqrt(1/2), +-sqrt(2): four times fewer multiplications than the
 * direct way, and four times less rounding than with the customary points 0, +-1, +-2.
 */
final class Form4 implements TileForm {
  private static final double POINT = Math.sqrt(0.5);
  private static final FloatVector MIDDLE = constant(-2.5);
  private static final FloatVector TWO = constant(2);
  private static final FloatVector HALF = constant(0.5);
  private static final FloatVector MINUS_TWO = constant(-2);
  private static final FloatVector MINUS_HALF = constant(-0.5);
  private static final FloatVector NEAR = constant(POINT);
  private static final FloatVector MINUS_NEAR = constant(-POINT);
  private static final FloatVector NEAR_CUBED = constant(POINT / 2);
  private static final FloatVector FAR = constant(2 * POINT);
  private static final FloatVector MINUS_FAR = constant(-2 * POINT);
  private static final FloatVector FAR_CUBED = constant(4 * POINT);
  private static final long STEP = (long) Lanes.COUNT * Float.BYTES;
  private static final long COLUMN = 6 * STEP;

  private static FloatVector constant(double value) {
    return FloatVector.broadcast(FLOAT, (float) value);
  }

  @Override
  public int outputs() {
    return 4;
  }

  @Override
  public double[][] filterMatrix() {
    double near = -1 / 1.5;
    double far = 1 / 6.0;
    return new double[][] {
      {1, 0, 0},
      {near, near * POINT, near / 2},
      {near, -near * POINT, near / 2},
      {far, far * 2 * POINT, far * 2},
      {far, -far * 2 * POINT, far * 2},
      {0, 0, 1}
    };
  }

  /** Rows of B' add up to less than 5.2, rows of A' to less than 7.4; entries of G to at most 1. */
  @Override
  public double growth() {
    return 1 << 11;
  }

  @Override
  public void input(
      long source,
      long element,
      long next,
      int count,
      long target,
      long targetElement,
      long targetNext) {
    long from = (source - BASE) & OFFSETS;
    long to = (target - BASE) & OFFSETS;
    for (int i = 0; i < count; i++) {
      FloatVector d0 = FloatVector.fromMemorySegment(FLOAT, ALL, from, ORDER);
      FloatVector d1 = FloatVector.fromMemorySegment(FLOAT, ALL, from + element, ORDER);
      FloatVector d2 = FloatVector.fromMemorySegment(FLOAT, ALL, from + 2 * element, ORDER);
      FloatVector d3 = FloatVector.fromMemorySegment(FLOAT, ALL, from + 3 * element, ORDER);
      FloatVector d4 = FloatVector.fromMemorySegment(FLOAT, ALL, from + 4 * element, ORDER);
      FloatVector d5 = FloatVector.fromMemorySegment(FLOAT, ALL, from + 5 * element, ORDER);
      FloatVector inner = d2.fma(MINUS_TWO, d4);
      FloatVector innerOdd = d1.fma(MINUS_TWO, d3);
      FloatVector outer = d2.fma(MINUS_HALF, d4);
      FloatVector outerOdd = d1.fma(MINUS_HALF, d3);
      d2.fma(MIDDLE, d0.add(d4)).intoMemorySegment(ALL, to, ORDER);
      innerOdd.fma(NEAR, inner).intoMemorySegment(ALL, to + targetElement, ORDER);
      innerOdd.fma(MINUS_NEAR, inner).intoMemorySegment(ALL, to + 2 * targetElement, ORDER);
      outerOdd.fma(FAR, outer).intoMemorySegment(ALL, to + 3 * targetElement, ORDER);
      outerOdd.fma(MINUS_FAR, outer).intoMemorySegment(ALL, to + 4 * targetElement, ORDER);
      d3.fma(MIDDLE, d1.add(d5)).intoMemorySegment(ALL, to + 5 * targetElement, ORDER);
      from += next;
      to += targetNext;
    }
  }

  @Override
  public void outputColumns(long source, long row, long tile, int tiles, long target) {
    long from = (source - BASE) & OFFSETS;
    long to = (target - BASE) & OFFSETS;
    for (int i = 0; i < tiles; i++) {
      FloatVector m0 = FloatVector.fromMemorySegment(FLOAT, ALL, from, ORDER);
      FloatVector m1 = FloatVector.fromMemorySegment(FLOAT, ALL, from + row, ORDER);
      FloatVector m2 = FloatVector.fromMemorySegment(FLOAT, ALL, from + 2 * row, ORDER);
      FloatVector m3 = FloatVector.fromMemorySegment(FLOAT, ALL, from + 3 * row, ORDER);
      FloatVector m4 = FloatVector.fromMemorySegment(FLOAT, ALL, from + 4 * row, ORDER);
      FloatVector m5 = FloatVector.fromMemorySegment(FLOAT, ALL, from + 5 * row, ORDER);
      FloatVector near = m1.add(m2);
      FloatVector nearOdd = m1.sub(m2);
      FloatVector far = m3.add(m4);
      FloatVector farOdd = m3.sub(m4);
      m0.add(near).add(far).intoMemorySegment(ALL, to, ORDER);
      farOdd.fma(FAR, nearOdd.mul(NEAR)).intoMemorySegment(ALL, to + COLUMN, ORDER);
      far.fma(TWO, near.mul(HALF)).intoMemorySegment(ALL, to + 2 * COLUMN, ORDER);
      farOdd
          .fma(FAR_CUBED, nearOdd.fma(NEAR_CUBED, m5))
          .intoMemorySegment(ALL, to + 3 * COLUMN, ORDER);
      from += tile;
      to += 4 * COLUMN;
    }
  }

  @Override
  public void outputRows(
      long source, int tiles, long bias, long target, long pixel, float low, float high) {
    long from = (source - BASE) & OFFSETS;
    long to = (target - BASE) & OFFSETS;
    FloatVector b = FloatVector.fromMemorySegment(FLOAT, ALL, bias - BASE, ORDER);
    FloatVector least = FloatVector.broadcast(FLOAT, low);
    FloatVector most = FloatVector.broadcast(FLOAT, high);
    for (int i = 0; i < tiles; i++) {
      FloatVector m0 = FloatVector.fromMemorySegment(FLOAT, ALL, from, ORDER);
      FloatVector m1 = FloatVector.fromMemorySegment(FLOAT, ALL, from + STEP, ORDER);
      FloatVector m2 = FloatVector.fromMemorySegment(FLOAT, ALL, from + 2 * STEP, ORDER);
      FloatVector m3 = FloatVector.fromMemorySegment(FLOAT, ALL, from + 3 * STEP, ORDER);
      FloatVector m4 = FloatVector.fromMemorySegment(FLOAT, ALL, from + 4 * STEP, ORDER);
      FloatVector m5 = FloatVector.fromMemorySegment(FLOAT, ALL, from + 5 * STEP, ORDER);
      FloatVector near = m1.add(m2);
      FloatVector nearOdd = m1.sub(m2);
      FloatVector far = m3.add(m4);
      FloatVector farOdd = m3.sub(m4);
      m0.add(near).add(far.add(b)).max(least).min(most).intoMemorySegment(ALL, to, ORDER);
      farOdd
          .fma(FAR, nearOdd.fma(NEAR, b))
          .max(least)
          .min(most)
          .intoMemorySegment(ALL, to + pixel, ORDER);
      far.fma(TWO, near.fma(HALF, b))
          .max(least)
          .min(most)
          .intoMemorySegment(ALL, to + 2 * pixel, ORDER);
      farOdd
          .fma(FAR_CUBED, nearOdd.fma(NEAR_CUBED, m5.add(b)))
          .max(least)
          .min(most)
          .intoMemorySegment(ALL, to + 3 * pixel, ORDER);
      from += 4 * COLUMN;
      to += 4 * pixel;
    }
  }

  @Override
  public void outputRowsAndResidual(
      long source,
      int tiles,
      long bias,
      long residual,
      long target,
      long pixel,
      float low,
      float high) {
    long from = (source - BASE) & OFFSETS;
    long to = (target - BASE) & OFFSETS;
    FloatVector b = FloatVector.fromMemorySegment(FLOAT, ALL, bias - BASE, ORDER);
    FloatVector least = FloatVector.broadcast(FLOAT, low);
    FloatVector most = FloatVector.broadcast(FLOAT, high);
    for (int i = 0; i < tiles; i++) {
      long more = to + residual;
      FloatVector m0 = FloatVector.fromMemorySegment(FLOAT, ALL, from, ORDER);
      FloatVector m1 = FloatVector.fromMemorySegment(FLOAT, ALL, from + STEP, ORDER);
      FloatVector m2 = FloatVector.fromMemorySegment(FLOAT, ALL, from + 2 * STEP, ORDER);
      FloatVector m3 = FloatVector.fromMemorySegment(FLOAT, ALL, from + 3 * STEP, ORDER);
      FloatVector m4 = FloatVector.fromMemorySegment(FLOAT, ALL, from + 4 * STEP, ORDER);
      FloatVector m5 = FloatVector.fromMemorySegment(FLOAT, ALL, from + 5 * STEP, ORDER);
      FloatVector near = m1.add(m2);
      FloatVector nearOdd = m1.sub(m2);
      FloatVector far = m3.add(m4);
      FloatVector farOdd = m3.sub(m4);
      FloatVector r0 = FloatVector.fromMemorySegment(FLOAT, ALL, more, ORDER);
      FloatVector r1 = FloatVector.fromMemorySegment(FLOAT, ALL, more + pixel, ORDER);
      FloatVector r2 = FloatVector.fromMemorySegment(FLOAT, ALL, more + 2 * pixel, ORDER);
      FloatVector r3 = FloatVector.fromMemorySegment(FLOAT, ALL, more + 3 * pixel, ORDER);
      m0.add(near).add(far.add(r0.add(b))).max(least).min(most).intoMemorySegment(ALL, to, ORDER);
      farOdd
          .fma(FAR, nearOdd.fma(NEAR, r1.add(b)))
          .max(least)
          .min(most)
          .intoMemorySegment(ALL, to + pixel, ORDER);
      far.fma(TWO, near.fma(HALF, r2.add(b)))
          .max(least)
          .min(most)
          .intoMemorySegment(ALL, to + 2 * pixel, ORDER);
      farOdd
          .fma(FAR_CUBED, nearOdd.fma(NEAR_CUBED, m5.add(r3.add(b))))
          .max(least)
          .min(most)
          .intoMemorySegment(ALL, to + 3 * pixel, ORDER);
      from += 4 * COLUMN;
      to += 4 * pixel;
    }
  }
}
