package io.culebra.vector.conv;

import io.culebra.vector.gemm.Case;
import io.culebra.vector.gemm.GemmSpec;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ConvolutionRowsTest {
  @Test
  void plainWindow() {
    check(2, window(9, 8, 20, 0, 20, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1));
  }

  @Test
  void stridesAndAsymmetricPadding() {
    check(2, window(11, 10, 3, 0, 3, 7, 5, 2, 3, 1, 1, 2, 3, 1, 4));
    check(1, window(6, 7, 5, 0, 5, 3, 2, 2, 1, 1, 1, 0, 0, 1, 1));
  }

  @Test
  void dilation() {
    check(2, window(12, 13, 6, 0, 6, 3, 3, 1, 2, 2, 3, 2, 3, 3, 2));
  }

  @Test
  void groups() {
    check(2, window(7, 6, 12, 4, 4, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1));
    check(1, window(7, 6, 40, 20, 20, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1));
  }

  @Test
  void moreChannelsThanABlockIsDeep() {
    check(1, window(4, 5, 130, 0, 130, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1));
    check(1, window(4, 5, 700, 600, 100, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1));
    check(1, window(3, 3, 1030, 0, 1030, 1, 1, 2, 2, 1, 1, 0, 0, 0, 0));
  }

  @Test
  void paddingWiderThanTheInput() {
    check(1, window(2, 2, 4, 0, 4, 3, 5, 1, 1, 1, 1, 3, 5, 3, 5));
  }

  private static SlidingWindow window(
      int height,
      int width,
      int channels,
      int firstChannel,
      int groupChannels,
      int kernelHeight,
      int kernelWidth,
      int strideY,
      int strideX,
      int dilationY,
      int dilationX,
      int padTop,
      int padLeft,
      int padBottom,
      int padRight) {
    int spanY = (kernelHeight - 1) * dilationY + 1;
    int spanX = (kernelWidth - 1) * dilationX + 1;
    return new SlidingWindow(
        height,
        width,
        channels,
        firstChannel,
        groupChannels,
        kernelHeight,
        kernelWidth,
        strideY,
        strideX,
        dilationY,
        dilationX,
        padTop,
        padLeft,
        (height + padTop + padBottom - spanY) / strideY + 1,
        (width + padLeft + padRight - spanX) / strideX + 1);
  }

  private static void check(int images, SlidingWindow w) {
    Random random = new Random(w.hashCode());
    float[] input = Case.random(images * w.height() * w.width() * w.channels(), random);
    GemmSpec spec =
        GemmSpec.of(images * w.pixels(), 18, w.depth(), new ConvolutionRows(w))
            .withBounds(0, Float.POSITIVE_INFINITY);
    new Case(spec, 2, input, random).check((a, i, k) -> seen(a, w, i, k));
  }

  private static float seen(float[] a, SlidingWindow w, int i, int k) {
    int image = i / w.pixels();
    int tap = k / w.groupChannels();
    int y =
        i % w.pixels() / w.outWidth() * w.strideY()
            + tap / w.kernelWidth() * w.dilationY()
            - w.padTop();
    int x = i % w.outWidth() * w.strideX() + tap % w.kernelWidth() * w.dilationX() - w.padLeft();
    if (y < 0 || y >= w.height() || x < 0 || x >= w.width()) {
      return 0;
    }
    int pixel = (image * w.height() + y) * w.width() + x;
    return a[pixel * w.channels() + w.firstChannel() + k % w.groupChannels()];
  }
}
