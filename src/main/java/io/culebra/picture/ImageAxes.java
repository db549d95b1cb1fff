package io.culebra.picture;

/** How images lie in a tensor of rank 4. */
public enum ImageAxes {
  /** Batch, channel, height, width. */
  NCHW(1, 2, 3),
  /** Batch, height, width, channel. */
  NHWC(3, 1, 2);

  private final int channel;
  private final int height;
  private final int width;

  ImageAxes(int channel, int height, int width) {
    this.channel = channel;
    this.height = height;
    this.width = width;
  }

  /** Which axis the channels are. */
  public int channel() {
    return channel;
  }

  /** Which axis the rows are. */
  public int height() {
    return height;
  }

  /** Which axis the columns are. */
  public int width() {
    return width;
  }

  /** The number of elements before the first one of a row. */
  long place(long item, long channel, long y, long channels, long height, long width) {
    return this == NCHW
        ? ((item * channels + channel) * height + y) * width
        : (item * height + y) * width * channels + channel;
  }

  /** The number of elements from one column to the next. */
  long pixelStep(long channels) {
    return this == NCHW ? 1 : channels;
  }
}
