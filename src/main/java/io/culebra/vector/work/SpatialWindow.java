package io.culebra.vector.work;

import io.culebra.op.Window;
import io.culebra.tensor.Shape;
import java.util.List;

/**
 * A window that slides over images, with every number told; signals are images one pixel high.
 *
 * @param inputHeight rows of the input
 * @param inputWidth pixels in a row of the input
 * @param outputHeight rows of the output
 * @param outputWidth pixels in a row of the output
 * @param kernelHeight rows of the window
 * @param kernelWidth pixels in a row of the window
 * @param strideY rows from one window to the next
 * @param strideX pixels from one window to the next
 * @param dilationY rows from one row of a window to the next
 * @param dilationX pixels from one pixel of a window to the next
 * @param top rows of padding above
 * @param left pixels of padding in front of each row
 * @param bottom rows of padding below
 * @param right pixels of padding behind each row
 */
public record SpatialWindow(
    int inputHeight,
    int inputWidth,
    int outputHeight,
    int outputWidth,
    int kernelHeight,
    int kernelWidth,
    int strideY,
    int strideX,
    int dilationY,
    int dilationX,
    int top,
    int left,
    int bottom,
    int right) {

  /**
   * The window over one or two spatial axes.
   *
   * @param window the window as the operator has it
   * @param input batch x channels x spatial sizes
   * @param output the same of the output
   * @param kernel the sizes of the window, one per spatial axis
   */
  public static SpatialWindow of(Window window, Shape input, Shape output, List<Integer> kernel) {
    Window w = window.resolved(input, kernel);
    int x = input.rank() - 3;
    boolean image = x == 1;
    return new SpatialWindow(
        image ? Math.toIntExact(input.size(2)) : 1,
        Math.toIntExact(input.size(2 + x)),
        image ? Math.toIntExact(output.size(2)) : 1,
        Math.toIntExact(output.size(2 + x)),
        image ? w.kernel().get(0) : 1,
        w.kernel().get(x),
        image ? w.stride(0) : 1,
        w.stride(x),
        image ? w.dilation(0) : 1,
        w.dilation(x),
        image ? w.padsBegin().get(0) : 0,
        w.padsBegin().get(x),
        image ? w.padsEnd().get(0) : 0,
        w.padsEnd().get(x));
  }

  /** The first element of a window from {@code start} on that is not in front of the input. */
  public static int firstInside(int start, int dilation) {
    return start >= 0 ? 0 : Math.ceilDiv(-start, dilation);
  }

  /** One more than the last element of a window from {@code start} on that is in the input. */
  public static int endInside(int start, int dilation, int kernel, int size) {
    return Math.clamp(Math.ceilDiv(size - start, dilation), 0, kernel);
  }
}
