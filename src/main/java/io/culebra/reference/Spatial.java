package io.culebra.reference;

import io.culebra.op.Window;
import io.culebra.tensor.Shape;
import java.util.List;

/**
 * A window that slides over one to three spatial axes, written with three: missing axes in front
 * have size 1.
 *
 * @param in sizes of the input
 * @param out sizes of the output
 * @param kernel sizes of the window
 * @param stride steps between windows
 * @param dilation distances between the elements of a window
 * @param begin padding in front
 * @param end padding behind
 */
record Spatial(
    long[] in,
    long[] out,
    long[] kernel,
    long[] stride,
    long[] dilation,
    long[] begin,
    long[] end) {
  /** The number of spatial axes that can be walked. */
  static final int AXES = 3;

  /** The window of a step, resolved, between these shapes. */
  static Spatial of(Window window, Shape input, Shape output) {
    return new Spatial(
        sizes(input),
        sizes(output),
        filled(window.kernel(), 1),
        filled(window.strides(), 1),
        filled(window.dilations(), 1),
        filled(window.padsBegin(), 0),
        filled(window.padsEnd(), 0));
  }

  /** The sizes of the spatial axes of weights, the third axis on. */
  static List<Integer> kernelSizes(Shape weights) {
    return weights.dims().subList(2, weights.rank()).stream()
        .map(dim -> Math.toIntExact(dim.size()))
        .toList();
  }

  private static long[] sizes(Shape shape) {
    Shape spatial = Shape.of(shape.dims().subList(2, shape.rank()));
    return spatial.padLeft(AXES).toArray();
  }

  private static long[] filled(List<Integer> numbers, long missing) {
    long[] filled = new long[AXES];
    for (int i = 0; i < AXES; i++) {
      int own = i - AXES + numbers.size();
      filled[i] = own < 0 ? missing : numbers.get(own);
    }
    return filled;
  }

  /**
   * Where along an axis of the input element {@code k} of window {@code o} lies; it may lie in the
   * padding.
   */
  long place(int axis, long o, long k) {
    return o * stride[axis] - begin[axis] + k * dilation[axis];
  }

  /** Whether a place lies in the input. */
  boolean isInside(int axis, long place) {
    return place >= 0 && place < in[axis];
  }

  /** Whether a place lies in the input or its padding. */
  boolean isPadded(int axis, long place) {
    return place >= -begin[axis] && place < in[axis] + end[axis];
  }

  /** Elements of one channel of the input. */
  long inputArea() {
    return in[0] * in[1] * in[2];
  }

  /** Elements of one channel of the output. */
  long outputArea() {
    return out[0] * out[1] * out[2];
  }

  /** Elements of the window. */
  long kernelArea() {
    return kernel[0] * kernel[1] * kernel[2];
  }
}
