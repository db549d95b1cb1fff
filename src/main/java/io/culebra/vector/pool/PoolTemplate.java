package io.culebra.vector.pool;

import static io.culebra.vector.Lanes.FLOAT;
import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.ORDER;

import io.culebra.vector.Lanes;
import io.culebra.vector.Memory;
import io.culebra.vector.loop.Hole;
import io.culebra.vector.math.Known;
import io.culebra.vector.work.SpatialWindow;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * The template of poolings. The first element of a window starts each fold, so that none needs a
 * neutral element; what a window counts becomes the factor of its result.
 */
final class PoolTemplate implements PoolLoop {
  private static final int BYTES = Float.BYTES;
  private static final int COUNT = Lanes.COUNT;
  private static final int STEP = COUNT * BYTES;
  private static final int TWO_STEPS = 2 * STEP;
  private static final int THREE_STEPS = 3 * STEP;
  private static final int FOUR_STEPS = 4 * STEP;

  @Override
  public void row(
      long image, long target, SpatialWindow w, int channels, int y, boolean padsCount) {
    long pixelBytes = (long) channels * BYTES;
    long rowBytes = w.inputWidth() * pixelBytes;
    int startY = y * w.strideY() - w.top();
    int firstY = SpatialWindow.firstInside(startY, w.dilationY());
    int rows =
        SpatialWindow.endInside(startY, w.dilationY(), w.kernelHeight(), w.inputHeight()) - firstY;
    long imageRow = image + (startY + (long) firstY * w.dilationY()) * rowBytes;
    int countedRows =
        counted(startY, w.dilationY(), w.kernelHeight(), w.inputHeight() + w.bottom());
    for (int x = 0; x < w.outputWidth(); x++) {
      int startX = x * w.strideX() - w.left();
      int firstX = SpatialWindow.firstInside(startX, w.dilationX());
      int columns =
          SpatialWindow.endInside(startX, w.dilationX(), w.kernelWidth(), w.inputWidth()) - firstX;
      int count =
          padsCount
              ? countedRows
                  * counted(startX, w.dilationX(), w.kernelWidth(), w.inputWidth() + w.right())
              : rows * columns;
      if (rows > 0 && columns > 0) {
        pixel(
            imageRow + (startX + (long) firstX * w.dilationX()) * pixelBytes,
            target,
            channels,
            rows,
            columns,
            rowBytes * w.dilationY(),
            pixelBytes * w.dilationX(),
            1f / count);
      } else {
        empty(target, channels);
      }
      target += pixelBytes;
    }
  }

  /** The elements of a window that lie in the input or its padding. */
  private static int counted(int start, int dilation, int kernel, int end) {
    return SpatialWindow.endInside(start, dilation, kernel, end);
  }

  private static void pixel(
      long source,
      long target,
      int channels,
      int rows,
      int columns,
      long rowStride,
      long columnStride,
      float scale) {
    long from = (source - BASE) & Memory.OFFSETS;
    long to = (target - BASE) & Memory.OFFSETS;
    int bytes = channels * BYTES;
    int at = 0;
    for (; at <= bytes - FOUR_STEPS; at += FOUR_STEPS) {
      fourVectors(from + at, to + at, rows, columns, rowStride, columnStride, scale);
    }
    for (; at <= bytes - STEP; at += STEP) {
      oneVector(from + at, to + at, rows, columns, rowStride, columnStride, scale);
    }
    if (at < bytes) {
      int rest = channels - at / BYTES;
      partOfVector(from + at, to + at, rows, columns, rowStride, columnStride, scale, rest);
    }
  }

  private static void fourVectors(
      long from, long to, int rows, int columns, long rowStride, long columnStride, float scale) {
    FloatVector s0 = FloatVector.fromMemorySegment(FLOAT, ALL, from, ORDER);
    FloatVector s1 = FloatVector.fromMemorySegment(FLOAT, ALL, from + STEP, ORDER);
    FloatVector s2 = FloatVector.fromMemorySegment(FLOAT, ALL, from + TWO_STEPS, ORDER);
    FloatVector s3 = FloatVector.fromMemorySegment(FLOAT, ALL, from + THREE_STEPS, ORDER);
    int column = 1;
    for (int row = 0; row < rows; row++) {
      long at = from + column * columnStride;
      for (; column < columns; column++) {
        s0 = Hole.operator(Known.of(s0), FloatVector.fromMemorySegment(FLOAT, ALL, at, ORDER));
        s1 =
            Hole.operator(
                Known.of(s1), FloatVector.fromMemorySegment(FLOAT, ALL, at + STEP, ORDER));
        s2 =
            Hole.operator(
                Known.of(s2), FloatVector.fromMemorySegment(FLOAT, ALL, at + TWO_STEPS, ORDER));
        s3 =
            Hole.operator(
                Known.of(s3), FloatVector.fromMemorySegment(FLOAT, ALL, at + THREE_STEPS, ORDER));
        at += columnStride;
      }
      column = 0;
      from += rowStride;
    }
    FloatVector factor = FloatVector.broadcast(FLOAT, scale);
    Hole.combine(Known.of(s0), factor).intoMemorySegment(ALL, to, ORDER);
    Hole.combine(Known.of(s1), factor).intoMemorySegment(ALL, to + STEP, ORDER);
    Hole.combine(Known.of(s2), factor).intoMemorySegment(ALL, to + TWO_STEPS, ORDER);
    Hole.combine(Known.of(s3), factor).intoMemorySegment(ALL, to + THREE_STEPS, ORDER);
  }

  private static void oneVector(
      long from, long to, int rows, int columns, long rowStride, long columnStride, float scale) {
    FloatVector s = FloatVector.fromMemorySegment(FLOAT, ALL, from, ORDER);
    int column = 1;
    for (int row = 0; row < rows; row++) {
      long at = from + column * columnStride;
      for (; column < columns; column++) {
        s = Hole.operator(Known.of(s), FloatVector.fromMemorySegment(FLOAT, ALL, at, ORDER));
        at += columnStride;
      }
      column = 0;
      from += rowStride;
    }
    Hole.combine(Known.of(s), FloatVector.broadcast(FLOAT, scale))
        .intoMemorySegment(ALL, to, ORDER);
  }

  private static void partOfVector(
      long from,
      long to,
      int rows,
      int columns,
      long rowStride,
      long columnStride,
      float scale,
      int channels) {
    VectorMask<Float> mask = FLOAT.indexInRange(0, channels);
    FloatVector s = FloatVector.fromMemorySegment(FLOAT, ALL, from, ORDER, mask);
    int column = 1;
    for (int row = 0; row < rows; row++) {
      long at = from + column * columnStride;
      for (; column < columns; column++) {
        s = Hole.operator(Known.of(s), FloatVector.fromMemorySegment(FLOAT, ALL, at, ORDER, mask));
        at += columnStride;
      }
      column = 0;
      from += rowStride;
    }
    Hole.combine(Known.of(s), FloatVector.broadcast(FLOAT, scale))
        .intoMemorySegment(ALL, to, ORDER, mask);
  }

  /** The result of a window that lies in the padding altogether. */
  private static void empty(long target, int channels) {
    FloatVector nothing = Hole.finish(FloatVector.zero(FLOAT));
    for (int channel = 0; channel < channels; channel += COUNT) {
      long to = target - BASE + (long) channel * BYTES;
      nothing.intoMemorySegment(ALL, to, ORDER, FLOAT.indexInRange(channel, channels));
    }
  }
}
