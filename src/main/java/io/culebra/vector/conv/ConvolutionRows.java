package io.culebra.vector.conv;

import io.culebra.vector.codegen.RowBlock;
import io.culebra.vector.gemm.Floats;
import io.culebra.vector.gemm.RowSource;
import java.util.List;

/**
 * The rows of A of a convolution as a product, never made as a whole: row {@code (image, y, x)}
 * holds what the window sees at that output pixel, zeros where it sees padding. Columns are in the
 * order tap y, tap x, channel.
 *
 * @param window what the window sees
 */
public record ConvolutionRows(SlidingWindow window) implements RowSource {
  private static final List<Sample> SAMPLES =
      List.of(
          sample(new SlidingWindow(8, 6, 70, 0, 70, 3, 3, 2, 1, 1, 1, 1, 1, 4, 6)),
          sample(new SlidingWindow(4, 12, 3, 0, 3, 7, 7, 1, 2, 1, 1, 3, 3, 4, 6)));

  private static Sample sample(SlidingWindow window) {
    return new Sample(new ConvolutionRows(window), window.depth());
  }

  @Override
  public List<Sample> samples() {
    return SAMPLES;
  }

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
    int x = row % window.outWidth();
    int line = row / window.outWidth();
    int left = rows;
    for (long to = target; left > 0; line++) {
      int count = Math.min(left, window.outWidth() - x);
      int inY =
          line % window.outHeight() * window.strideY()
              + tapY * window.dilationY()
              - window.padTop();
      if (inY < 0 || inY >= window.height()) {
        Floats.zeroMatrix(to, RowBlock.STRIDE_BYTES, count, length);
      } else {
        long pixels = ((long) line / window.outHeight() * window.height() + inY) * window.width();
        long from = a + (pixels * window.channels() + window.firstChannel()) * Float.BYTES;
        int inX = x * window.strideX() + tapX * window.dilationX() - window.padLeft();
        gatherLine(from, inX, skipped, length, count, to);
      }
      left -= count;
      to += count * RowBlock.STRIDE_BYTES;
      x = 0;
    }
  }

  /** The runs of neighbouring output pixels, the first of which sees column {@code inX} first. */
  private void gatherLine(long line, int inX, int skipped, int length, int count, long target) {
    int stride = window.strideX();
    int reach = Math.ceilDiv(skipped + length, window.channels()) - 1;
    int first = Math.clamp(Math.ceilDiv(-inX, stride), 0, count);
    int last =
        Math.clamp(Math.floorDiv(window.width() - 1 - reach - inX, stride) + 1, first, count);
    long to = target;
    for (int i = 0; i < first; i++, to += RowBlock.STRIDE_BYTES) {
      gatherAtBorder(line, inX + i * stride, skipped, length, to);
    }
    long pixel = (long) window.channels() * Float.BYTES;
    long from = line + (inX + first * stride) * pixel + (long) skipped * Float.BYTES;
    Floats.copyMatrix(from, stride * pixel, to, RowBlock.STRIDE_BYTES, last - first, length);
    to += (last - first) * RowBlock.STRIDE_BYTES;
    for (int i = last; i < count; i++, to += RowBlock.STRIDE_BYTES) {
      gatherAtBorder(line, inX + i * stride, skipped, length, to);
    }
  }

  /** Copies a run of one line; what lies left or right of the line is zero. */
  private void gatherAtBorder(long line, int inX, int skipped, int length, long to) {
    int channels = window.channels();
    long first = (long) inX * channels + skipped;
    int left = Math.clamp(-first, 0, length);
    long inLine = Math.min(length, (long) window.width() * channels - first);
    int right = (int) Math.max(left, inLine);
    Floats.zero(to, left);
    Floats.copy(line + (first + left) * Float.BYTES, to + (long) left * Float.BYTES, right - left);
    Floats.zero(to + (long) right * Float.BYTES, length - right);
  }
}
