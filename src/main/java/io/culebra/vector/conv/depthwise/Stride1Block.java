package io.culebra.vector.conv.depthwise;

import static io.culebra.vector.Lanes.FLOAT;
import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static io.culebra.vector.Memory.ORDER;

import io.culebra.vector.work.SpatialWindow;
import jdk.incubator.vector.FloatVector;

/**
 * Windows of 3 x 3 with stride 1: nine weights in registers, and a window of 3 x 3 vectors that
 * slides along the row, three loads a pixel. Rows of padding are one vector of zeros read again and
 * again, with stride 0; columns of padding are that vector too.
 *
 * @param window how the weights slide
 * @param pixelBytes bytes from one pixel to the next
 */
record Stride1Block(SpatialWindow window, long pixelBytes) implements ChannelBlock {
  private static final int KERNEL = 3;

  /** Whether it can do this window. */
  static boolean fits(SpatialWindow w) {
    return w.kernelHeight() == KERNEL
        && w.kernelWidth() == KERNEL
        && w.strideY() == 1
        && w.strideX() == 1
        && w.dilationY() == 1
        && w.dilationX() == 1
        && w.left() < KERNEL
        && w.right() < KERNEL
        && w.inputWidth() >= KERNEL;
  }

  @Override
  public void row(long image, long target, long weights, long bias, long zeros, int y) {
    int first = y - window.top();
    int height = window.inputHeight();
    long rowBytes = window.inputWidth() * pixelBytes;
    boolean has0 = first >= 0 && first < height;
    boolean has1 = first + 1 >= 0 && first + 1 < height;
    boolean has2 = first + 2 >= 0 && first + 2 < height;
    int inside = Math.min(window.outputWidth(), window.inputWidth() - 2 + window.left());
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
    long p0 = left > 1 ? zeros : r0 + second * s0;
    long p1 = left > 1 ? zeros : r1 + second * s1;
    long p2 = left > 1 ? zeros : r2 + second * s2;
    FloatVector c0 = FloatVector.fromMemorySegment(FLOAT, ALL, p0, ORDER);
    FloatVector c1 = FloatVector.fromMemorySegment(FLOAT, ALL, p1, ORDER);
    FloatVector c2 = FloatVector.fromMemorySegment(FLOAT, ALL, p2, ORDER);
    int third = 2 - left;
    long q0 = r0 + third * s0;
    long q1 = r1 + third * s1;
    long q2 = r2 + third * s2;
    for (int x = 0; x < inside; x++) {
      FloatVector d0 = FloatVector.fromMemorySegment(FLOAT, ALL, q0, ORDER);
      FloatVector d1 = FloatVector.fromMemorySegment(FLOAT, ALL, q1, ORDER);
      FloatVector d2 = FloatVector.fromMemorySegment(FLOAT, ALL, q2, ORDER);
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
      a0 = c0;
      a1 = c1;
      a2 = c2;
      c0 = d0;
      c1 = d1;
      c2 = d2;
      q0 += s0;
      q1 += s1;
      q2 += s2;
      to += tap;
    }
    FloatVector zero = FloatVector.zero(FLOAT);
    for (int x = 0; x < behind; x++) {
      FloatVector s = w0.fma(a0, b);
      FloatVector t = w1.mul(c0);
      t = w3.fma(a1, t);
      s = w4.fma(c1, s);
      s = w6.fma(a2, s);
      t = w7.fma(c2, t);
      s.add(t).intoMemorySegment(ALL, to, ORDER);
      a0 = c0;
      a1 = c1;
      a2 = c2;
      c0 = zero;
      c1 = zero;
      c2 = zero;
      to += tap;
    }
  }
}
