package io.culebra.vector.conv.transposed;

import io.culebra.vector.elementwise.Arithmetic;
import io.culebra.vector.loop.BinaryLoop;
import io.culebra.vector.work.SpatialWindow;

/**
 * Adds what a row of input pixels gives to a row of the output, in runs as long as the two lie
 * alike in memory.
 */
final class Spreader {
  private static final int BYTES = Float.BYTES;

  private final BinaryLoop add = Arithmetic.ADD.loop();
  private final SpatialWindow window;
  private final int outputs;
  private final int groupOutputs;

  Spreader(Deconvolution numbers) {
    window = numbers.window();
    outputs = numbers.outputs();
    groupOutputs = numbers.groupOutputs();
  }

  /**
   * Adds a line.
   *
   * @param line input pixels x pixels of a filter's row x outputs of a group
   * @param target the group's first output of the row's first pixel
   */
  void spread(long line, long target) {
    boolean dense = window.dilationX() == 1 && groupOutputs == outputs;
    int width = window.kernelWidth();
    if (dense && window.strideX() == width) {
      run(line, target, -window.left(), window.inputWidth() * width);
      return;
    }
    long pixelBytes = (long) width * groupOutputs * BYTES;
    for (int x = 0; x < window.inputWidth(); x++) {
      int start = x * window.strideX() - window.left();
      if (dense) {
        run(line, target, start, width);
      } else {
        for (int tap = 0; tap < width; tap++) {
          run(
              line + (long) tap * groupOutputs * BYTES,
              target,
              start + tap * window.dilationX(),
              1);
        }
      }
      line += pixelBytes;
    }
  }

  /** Adds pixels that follow each other to those from {@code start} on, as far as there are any. */
  private void run(long line, long target, int start, int pixels) {
    int first = Math.max(0, start);
    int last = Math.min(window.outputWidth(), start + pixels);
    if (first < last) {
      long from = line + (long) (first - start) * groupOutputs * BYTES;
      long to = target + (long) first * outputs * BYTES;
      add.vectors(to, from, to, (long) (last - first) * groupOutputs);
    }
  }
}
