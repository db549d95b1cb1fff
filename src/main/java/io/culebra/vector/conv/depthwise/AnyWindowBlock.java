package io.culebra.vector.conv.depthwise;

import static io.culebra.vector.Lanes.FLOAT;
import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.ORDER;

import io.culebra.vector.Lanes;
import io.culebra.vector.math.Known;
import io.culebra.vector.work.SpatialWindow;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Windows of any kind: inside of a row four pixels at a time, which share the loads of the weights,
 * at its borders pixel by pixel. Only the taps that fall on the input are visited.
 *
 * @param window how the weights slide
 * @param pixelBytes bytes from one pixel to the next
 * @param channels how many channels the block has, at most those of a vector
 */
record AnyWindowBlock(SpatialWindow window, long pixelBytes, int channels) implements ChannelBlock {
  private static final int AT_ONCE = 4;

  @Override
  public void row(long image, long target, long weights, long bias, long zeros, int y) {
    SpatialWindow w = window;
    int startY = y * w.strideY() - w.top();
    int firstRow = SpatialWindow.firstInside(startY, w.dilationY());
    int rows =
        SpatialWindow.endInside(startY, w.dilationY(), w.kernelHeight(), w.inputHeight())
            - firstRow;
    long rowBytes = w.inputWidth() * pixelBytes;
    long from = image + (startY + (long) firstRow * w.dilationY()) * rowBytes - BASE;
    long taps = weights + (long) firstRow * w.kernelWidth() * pixelBytes - BASE;
    long rowStep = rowBytes * w.dilationY();
    int reach = (w.kernelWidth() - 1) * w.dilationX();
    int x = 0;
    while (x < w.outputWidth()) {
      int startX = x * w.strideX() - w.left();
      int last = startX + (AT_ONCE - 1) * w.strideX() + reach;
      boolean four =
          channels == Lanes.COUNT
              && startX >= 0
              && x + AT_ONCE <= w.outputWidth()
              && last < w.inputWidth();
      long to = target + x * pixelBytes - BASE;
      if (four) {
        fourPixels(
            from + startX * pixelBytes,
            to,
            taps,
            bias - BASE,
            Math.max(0, rows),
            w.kernelWidth(),
            rowStep,
            pixelBytes * w.dilationX(),
            pixelBytes * w.strideX(),
            pixelBytes);
        x += AT_ONCE;
        continue;
      }
      int first = SpatialWindow.firstInside(startX, w.dilationX());
      int columns =
          SpatialWindow.endInside(startX, w.dilationX(), w.kernelWidth(), w.inputWidth()) - first;
      onePixel(
          from + (startX + (long) first * w.dilationX()) * pixelBytes,
          to,
          taps + first * pixelBytes,
          bias - BASE,
          columns > 0 ? Math.max(0, rows) : 0,
          columns,
          rowStep,
          pixelBytes * w.dilationX(),
          pixelBytes * w.kernelWidth(),
          pixelBytes);
      x++;
    }
  }

  private void onePixel(
      long from,
      long to,
      long taps,
      long bias,
      int rows,
      int columns,
      long rowStep,
      long columnStep,
      long tapRow,
      long tap) {
    if (channels == Lanes.COUNT) {
      whole(from, to, taps, bias, rows, columns, rowStep, columnStep, tapRow, tap);
    } else {
      some(from, to, taps, bias, rows, columns, rowStep, columnStep, tapRow, tap, channels);
    }
  }

  private static void fourPixels(
      long from,
      long to,
      long taps,
      long bias,
      int rows,
      int columns,
      long rowStep,
      long columnStep,
      long pixelStep,
      long tap) {
    FloatVector s0 = FloatVector.fromMemorySegment(FLOAT, ALL, bias, ORDER);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int row = 0; row < rows; row++) {
      long at = from;
      for (int column = 0; column < columns; column++) {
        FloatVector w = FloatVector.fromMemorySegment(FLOAT, ALL, taps, ORDER);
        s0 = FloatVector.fromMemorySegment(FLOAT, ALL, at, ORDER).fma(w, s0);
        s1 = FloatVector.fromMemorySegment(FLOAT, ALL, at + pixelStep, ORDER).fma(w, s1);
        s2 = FloatVector.fromMemorySegment(FLOAT, ALL, at + 2 * pixelStep, ORDER).fma(w, s2);
        s3 = FloatVector.fromMemorySegment(FLOAT, ALL, at + 3 * pixelStep, ORDER).fma(w, s3);
        at += columnStep;
        taps += tap;
      }
      from += rowStep;
    }
    Known.of(s0).intoMemorySegment(ALL, to, ORDER);
    Known.of(s1).intoMemorySegment(ALL, to + tap, ORDER);
    Known.of(s2).intoMemorySegment(ALL, to + 2 * tap, ORDER);
    Known.of(s3).intoMemorySegment(ALL, to + 3 * tap, ORDER);
  }

  private static void whole(
      long from,
      long to,
      long taps,
      long bias,
      int rows,
      int columns,
      long rowStep,
      long columnStep,
      long tapRow,
      long tap) {
    FloatVector s = FloatVector.fromMemorySegment(FLOAT, ALL, bias, ORDER);
    for (int row = 0; row < rows; row++) {
      long at = from;
      long weight = taps;
      for (int column = 0; column < columns; column++) {
        FloatVector w = FloatVector.fromMemorySegment(FLOAT, ALL, weight, ORDER);
        s = FloatVector.fromMemorySegment(FLOAT, ALL, at, ORDER).fma(w, s);
        at += columnStep;
        weight += tap;
      }
      from += rowStep;
      taps += tapRow;
    }
    Known.of(s).intoMemorySegment(ALL, to, ORDER);
  }

  private static void some(
      long from,
      long to,
      long taps,
      long bias,
      int rows,
      int columns,
      long rowStep,
      long columnStep,
      long tapRow,
      long tap,
      int channels) {
    VectorMask<Float> mask = FLOAT.indexInRange(0, channels);
    FloatVector s = FloatVector.fromMemorySegment(FLOAT, ALL, bias, ORDER, mask);
    for (int row = 0; row < rows; row++) {
      long at = from;
      long weight = taps;
      for (int column = 0; column < columns; column++) {
        FloatVector w = FloatVector.fromMemorySegment(FLOAT, ALL, weight, ORDER, mask);
        s = FloatVector.fromMemorySegment(FLOAT, ALL, at, ORDER, mask).fma(w, s);
        at += columnStep;
        weight += tap;
      }
      from += rowStep;
      taps += tapRow;
    }
    Known.of(s).intoMemorySegment(ALL, to, ORDER, mask);
  }
}
