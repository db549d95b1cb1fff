package io.culebra.vector.gemm;

/**
 * The rows of A of a convolution as a product, never made as a whole: row {@code (image, y, x)}
 * holds what the window sees at that output pixel, zeros where it sees padding. Columns are in the
 * order tap y, tap x, channel.
 *
 * @param window what the window sees
 */
public record ConvolutionRows(SlidingWindow window) implements RowSource {
  @Override
  public void gather(long a, int row, int rows, int column, int columns, long block) {
    SlidingWindow w = window;
    boolean joined = w.dilationX() == 1 && w.groupChannels() == w.channels();
    int run = joined ? w.kernelWidth() * w.channels() : w.groupChannels();
    for (int at = column; at < column + columns; ) {
      int segment = at / run;
      int skipped = at - segment * run;
      int length = Math.min(run - skipped, column + columns - at);
      int tapY = joined ? segment : segment / w.kernelWidth();
      int tapX = joined ? 0 : segment % w.kernelWidth();
      gatherRuns(
          a, row, rows, tapY, tapX, skipped, length, block + (long) (at - column) * Float.BYTES);
      at += length;
    }
  }

  /**
   * For each row, copies {@code length} floats from the pixel under a tap, {@code skipped} floats
   * on, over the pixels to its right if the length reaches them.
   */
  private void gatherRuns(
      long a, int row, int rows, int tapY, int tapX, int skipped, int length, long target) {
    SlidingWindow w = window;
    long pixel = (long) w.channels() * Float.BYTES;
    int image = row / w.pixels();
    int y = row % w.pixels() / w.outWidth();
    int x = row % w.outWidth();
    int offsetX = tapX * w.dilationX() - w.padLeft();
    long end = target + rows * RowBlock.STRIDE_BYTES;
    for (long to = target; to < end; to += RowBlock.STRIDE_BYTES) {
      int inY = y * w.strideY() + tapY * w.dilationY() - w.padTop();
      int inX = x * w.strideX() + offsetX;
      if (inY < 0 || inY >= w.height()) {
        Floats.zero(to, length);
      } else {
        long line = a + ((long) image * w.height() + inY) * w.width() * pixel;
        copyInside(line + w.firstChannel() * 4L, inX, skipped, length, to);
      }
      if (++x == w.outWidth()) {
        x = 0;
        if (++y == w.outHeight()) {
          y = 0;
          image++;
        }
      }
    }
  }

  /** Copies a run of one line; what lies left or right of the line is zero. */
  private void copyInside(long line, int inX, int skipped, int length, long to) {
    int channels = window.channels();
    long first = (long) inX * channels + skipped;
    int left = Math.clamp(-(long) inX * channels - skipped, 0, length);
    long inLine = Math.min(length, (long) (window.width() - inX) * channels - skipped);
    int right = (int) Math.max(left, inLine);
    if (left > 0) {
      Floats.zero(to, left);
    }
    if (right > left) {
      Floats.copy(line + (first + left) * Float.BYTES, to + left * 4L, right - left);
    }
    if (length > right) {
      Floats.zero(to + right * 4L, length - right);
    }
  }
}
