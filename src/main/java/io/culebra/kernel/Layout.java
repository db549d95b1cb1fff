package io.culebra.kernel;

import io.culebra.tensor.Shape;

/**
 * The order in which a tensor's elements lie in memory. Shapes are always written in ONNX's order
 * (batch, channels, then the spatial dimensions); only the place of the channels in memory differs.
 */
public enum Layout {
  /** As written: nchw for images. The layout of every model input and output. */
  ROW_MAJOR("abcd"),

  /** Channels innermost: nhwc for images, nwc for signals. For tensors of rank 3 and more. */
  CHANNELS_LAST("acdb");

  private final String tag;

  Layout(String tag) {
    this.tag = tag;
  }

  /** The layout as oneDNN writes it for four dimensions. */
  public String tag() {
    return tag;
  }

  /**
   * The shape as it lies in memory: of this shape for {@link #ROW_MAJOR}, with the channels moved
   * to the end for {@link #CHANNELS_LAST}. A shape of fewer than {@code rank} dimensions gets ones
   * in front first, as broadcasting does.
   */
  public Shape physical(Shape shape, int rank) {
    Shape padded = shape.padLeft(rank);
    return this == ROW_MAJOR || padded.rank() < 3
        ? padded
        : padded.permute(permutation(padded.rank()));
  }

  /** The shape as it lies in memory. */
  public Shape physical(Shape shape) {
    return physical(shape, shape.rank());
  }

  /** Where axis {@code axis} of a shape of rank {@code rank} lies in memory, 0 outermost. */
  public int physicalAxis(int axis, int rank) {
    if (this == ROW_MAJOR || rank < 3 || axis == 0) {
      return axis;
    }
    return axis == 1 ? rank - 1 : axis - 1;
  }

  /**
   * For each axis in memory, the axis of the shape: {@code {0, 2, 3, 1}} for images with channels
   * last.
   */
  public int[] permutation(int rank) {
    int[] permutation = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      permutation[physicalAxis(axis, rank)] = axis;
    }
    return permutation;
  }

  /**
   * Whether a tensor of this shape lies in memory alike in both layouts, so that no reorder is
   * needed: one channel, or one pixel, or fewer than three dimensions.
   */
  public static boolean alike(Shape shape, int rank, Layout a, Layout b) {
    if (a == b || rank < 3) {
      return true;
    }
    Shape padded = shape.padLeft(rank);
    return padded.size(1) == 1 || padded.elements(2, padded.rank()) == 1;
  }
}
