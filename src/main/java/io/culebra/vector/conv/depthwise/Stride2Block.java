package io.culebra.vector.conv.depthwise;

import static io.culebra.vector.Lanes.FLOAT;
import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.ORDER;

import io.culebra.vector.work.SpatialWindow;
import jdk.incubator.vector.FloatVector;

/**
 * Windows of 3 x 3 with stride 2: nine weights in registers and six loads a pixel, as the last
 * column of one window is the first of the next. Padding is one vector of zeros, read with stride
 * 0.
 *
 * @param window how the weights slide
 * @param pixelBytes bytes from one pixel to the next
 */
record Stride2Block(SpatialWindow window, long pixelBytes) implements ChannelBlock {
  private static final int KERNEL = 3;
  private static final int STRIDE = 2;

  /** Whether it can do this window. */
  static boolean fits(SpatialWindow w) {
    return w.kernelHeight() == KERNEL
        && w.kernelWidth() == KERNEL
        && w.strideY() == STRIDE
        && w.strideX() == STRIDE
        && w.dilationY() == 1
        && w.dilationX() == 1
        && w.left() < STRIDE
        && w.right() < STRIDE
        && w.inputWidth() >= KERNEL;
  }

  @Override
  public void row(long image, long target, long weights, long bias, long zeros, int y) {
    int first = y * STRIDE - window.top();
    int height = window.inputHeight();
    long rowBytes = window.inputWidth() * pixelBytes;
    boolean has0 = first >= 0 && first < height;
    boolean has1 = first + 1 >= 0 && first + 1 < height;
    boolean has2 = first + 2 >= 0 && first + 2 < height;
    int thirdColumns = (window.inputWidth() - 1 - 2 + window.left()) / STRIDE + 1;
    int inside = Math.min(window.outputWidth(), thirdColumns);
    slide(
        (has0 ? image + first * rowBytes : zeros) - BASE,
        (has1 ? image + (first + 1) * rowBytes : zeros) - BASE,
        (has2 ? image + (first + 2) * rowBytes : zeros) - BASE,
        has0 ? pixelBytes : 0,
        has1 ? pixelBytes : 0,
        has2 ? pixelBytes : 0,
        weights - BASE,
        bias - BASE,
        zeros - BASE,
        target - BASE,
        pixelBytes,
        window.left(),
        inside,
        window.outputWidth() - inside);
  }

  private static void slide(
      long r0,
      long r1,
      long r2,
      long s0,
      long s1,
      long s2,
      long w,
      long bias,
      long zeros,
      long to,
      long tap,
      int left,
      int inside,
      int behind) {
    FloatVector w0 = FloatVector.fromMemorySegment(FLOAT, ALL, w, ORDER);
    FloatVector w1 = FloatVector.fromMemorySegment(FLOAT, ALL, w + tap, ORDER);
    FloatVector w2 = FloatVector.fromMemorySegment(FLOAT, ALL, w + 2 * tap, ORDER);
    FloatVector w3 = FloatVector.fromMemorySegment(FLOAT, ALL, w + 3 * tap, ORDER);
    FloatVector w4 = FloatVector.fromMemorySegment(FLOAT, ALL, w + 4 * tap, ORDER);
    FloatVector w5 = FloatVector.fromMemorySegment(FLOAT, ALL, w + 5 * tap, ORDER);
    FloatVector w6 = FloatVector.fromMemorySegment(FLOAT, ALL, w + 6 * tap, ORDER);
    FloatVector w7 = FloatVector.fromMemorySegment(FLOAT, ALL, w + 7 * tap, ORDER);
    FloatVector w8 = FloatVector.fromMemorySegment(FLOAT, ALL, w + 8 * tap, ORDER);
    FloatVector b = FloatVector.fromMemorySegment(FLOAT, ALL, bias, ORDER);
    FloatVector a0 = FloatVector.fromMemorySegment(FLOAT, ALL, left > 0 ? zeros : r0, ORDER);
    FloatVector a1 = FloatVector.fromMemorySegment(FLOAT, ALL, left > 0 ? zeros : r1, ORDER);
    FloatVector a2 = FloatVector.fromMemorySegment(FLOAT, ALL, left > 0 ? zeros : r2, ORDER);
    int second = 1 - left;
    long q0 = r0 + second * s0;
    long q1 = r1 + second * s1;
    long q2 = r2 + second * s2;
    for (int x = 0; x < inside; x++) {
      FloatVector c0 = FloatVector.fromMemorySegment(FLOAT, ALL, q0, ORDER);
      FloatVector c1 = FloatVector.fromMemorySegment(FLOAT, ALL, q1, ORDER);
      FloatVector c2 = FloatVector.fromMemorySegment(FLOAT, ALL, q2, ORDER);
      FloatVector d0 = FloatVector.fromMemorySegment(FLOAT, ALL, q0 + s0, ORDER);
      FloatVector d1 = FloatVector.fromMemorySegment(FLOAT, ALL, q1 + s1, ORDER);
      FloatVector d2 = FloatVector.fromMemorySegment(FLOAT, ALL, q2 + s2, ORDER);
      FloatVector s = w0.fma(a0, b);
      FloatVector t = w1.mul(c0);
      s = w2.fma(d0, s);
      t = w3.fma(a1, t);
      s = w4.fma(c1, s);
      t = w5.fma(d1, t);
      s = w6.fma(a2, s);
      t = w7.fma(c2, t);
      s = w8.fma(d2, s);
      s.add(t).intoMemorySegment(ALL, to, ORDER);
      a0 = d0;
      a1 = d1;
      a2 = d2;
      q0 += 2 * s0;
      q1 += 2 * s1;
      q2 += 2 * s2;
      to += tap;
    }
    if (behind > 0) {
      FloatVector c0 = FloatVector.fromMemorySegment(FLOAT, ALL, q0, ORDER);
      FloatVector c1 = FloatVector.fromMemorySegment(FLOAT, ALL, q1, ORDER);
      FloatVector c2 = FloatVector.fromMemorySegment(FLOAT, ALL, q2, ORDER);
      FloatVector s = w0.fma(a0, b);
      FloatVector t = w1.mul(c0);
      t = w3.fma(a1, t);
      s = w4.fma(c1, s);
      s = w6.fma(a2, s);
      t = w7.fma(c2, t);
      s.add(t).intoMemorySegment(ALL, to, ORDER);
    }
  }
}
