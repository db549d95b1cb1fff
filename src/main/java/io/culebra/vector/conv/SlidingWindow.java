package io.culebra.vector.conv;

/**
 * The window of a two-dimensional convolution over images with channels last: what relates output
 * pixels to input pixels. CountableSizes in pixels and floats.
 *
 * @param height of the input
 * @param width of the input
 * @param channels floats from one input pixel to the next
 * @param firstChannel the first channel that is read: that of the group
 * @param groupChannels how many channels are read
 * @param kernelHeight taps of the window in y
 * @param kernelWidth taps of the window in x
 * @param strideY input pixels from one output row to the next
 * @param strideX input pixels from one output column to the next
 * @param dilationY input pixels from one tap to the next in y
 * @param dilationX input pixels from one tap to the next in x
 * @param padTop rows of zeros in front of the input
 * @param padLeft columns of zeros in front of the input
 * @param outHeight of the output; padding at the far sides follows from it
 * @param outWidth of the output
 */
public record SlidingWindow(
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
    int outHeight,
    int outWidth) {
  public SlidingWindow {
    if (firstChannel < 0 || groupChannels < 1 || firstChannel + groupChannels > channels) {
      throw new IllegalArgumentException(
          "channels %d + %d of %d".formatted(firstChannel, groupChannels, channels));
    }
  }

  /** The columns of A: taps times channels of the group, in the order y, x, channel. */
  public int depth() {
    return kernelHeight * kernelWidth * groupChannels;
  }

  /** The rows of A for one image: output pixels. */
  public int pixels() {
    return outHeight * outWidth;
  }

  /** Whether A is the input itself: one tap, no stride, no padding. */
  public boolean isPointwise() {
    return kernelHeight == 1
        && kernelWidth == 1
        && strideY == 1
        && strideX == 1
        && padTop == 0
        && padLeft == 0
        && outHeight == height
        && outWidth == width;
  }

  /** The same window over another group's channels. */
  public SlidingWindow withFirstChannel(int first) {
    return new SlidingWindow(
        height,
        width,
        channels,
        first,
        groupChannels,
        kernelHeight,
        kernelWidth,
        strideY,
        strideX,
        dilationY,
        dilationX,
        padTop,
        padLeft,
        outHeight,
        outWidth);
  }
}
