package io.culebra.kernel;

import io.culebra.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order in which the elements of a tensor of one rank lie in memory. Shapes are always written
 * in ONNX's order (batch, channels, then the spatial dimensions); a layout says in which order the
 * axes of such a shape follow each other in memory. It belongs to tensors of its {@link #rank}
 * alone: what broadcasts to a tensor of a higher rank lies in that one's {@link #trailing} layout.
 *
 * @param order the axes of the shape, outermost in memory first
 */
public record Layout(List<Integer> order) {
  private static final int MOST_AXES = 26;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if it is no permutation of 0 to its size - 1
   */
  public Layout {
    order = List.copyOf(order);
    boolean[] seen = new boolean[order.size()];
    for (int axis : order) {
      if (axis < 0 || axis >= seen.length || seen[axis]) {
        throw new IllegalArgumentException("no order of axes: " + order);
      }
      seen[axis] = true;
    }
  }

  /** As written: nchw for images. The layout of every model input and output. */
  public static Layout rowMajor(int rank) {
    return new Layout(IntStream.range(0, rank).boxed().toList());
  }

  /**
   * Channels innermost: nhwc for images, nwc for signals; as written for fewer than three
   * dimensions, which have no place for channels.
   */
  public static Layout channelsLast(int rank) {
    if (rank < 3) {
      return rowMajor(rank);
    }
    List<Integer> order = new ArrayList<>(rank);
    order.add(0);
    for (int axis = 2; axis < rank; axis++) {
      order.add(axis);
    }
    order.add(1);
    return new Layout(order);
  }

  /** How many axes the tensors have that lie so. */
  public int rank() {
    return order.size();
  }

  /** Whether the axes lie in the order in which they are written. */
  public boolean isRowMajor() {
    return equals(rowMajor(rank()));
  }

  /** Whether the channels of a tensor of three dimensions or more lie innermost. */
  public boolean isChannelsLast() {
    return rank() > 2 && equals(channelsLast(rank()));
  }

  /** The layout as oneDNN writes it: {@code abcd} for nchw, {@code acdb} for nhwc. */
  public String tag() {
    if (rank() > MOST_AXES) {
      return order.toString();
    }
    StringBuilder tag = new StringBuilder();
    order.forEach(axis -> tag.append((char) ('a' + axis)));
    return tag.isEmpty() ? "scalar" : tag.toString();
  }

  /**
   * The sizes in the order in which they lie in memory.
   *
   * @throws IllegalArgumentException if the shape is of another rank
   */
  public Shape physical(Shape shape) {
    requireRank(shape);
    return shape.permute(permutation());
  }

  /**
   * How many elements lie from one element to the next along each axis of the shape.
   *
   * @throws IllegalArgumentException if the shape is of another rank
   */
  public long[] strides(Shape shape) {
    long[] physical = physical(shape).strides();
    long[] strides = new long[rank()];
    for (int place = 0; place < strides.length; place++) {
      strides[order.get(place)] = physical[place];
    }
    return strides;
  }

  /** Where an axis of the shape lies in memory, 0 outermost. */
  public int physicalAxis(int axis) {
    return order.indexOf(axis);
  }

  /**
   * For each axis in memory, the axis of the shape: {@code {0, 2, 3, 1}} for images with channels
   * last.
   */
  public int[] permutation() {
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * The layout in which a tensor of a lower rank is walked in step with one of this layout to which
   * it broadcasts: the last axes of both are the same ones. {@code abc} of images with channels
   * last lies so as {@code bca}, for its first axis is that of the channels.
   *
   * @throws IllegalArgumentException if {@code lower} is more than this rank
   */
  public Layout trailing(int lower) {
    int missing = rank() - lower;
    if (missing < 0) {
      throw new IllegalArgumentException("rank " + lower + " does not broadcast to " + rank());
    }
    return missing == 0
        ? this
        : new Layout(
            order.stream().filter(axis -> axis >= missing).map(axis -> axis - missing).toList());
  }

  /**
   * Whether a tensor of this shape lies in memory alike in both layouts, so that no reorder is
   * needed: the axes longer than one follow each other in the same order.
   *
   * @throws IllegalArgumentException if the shape or a layout is of another rank
   */
  public static boolean alike(Shape shape, Layout a, Layout b) {
    a.requireRank(shape);
    b.requireRank(shape);
    return a.equals(b)
        || shape.dims().stream().anyMatch(dim -> dim.size() == 0)
        || a.longAxes(shape).equals(b.longAxes(shape));
  }

  private List<Integer> longAxes(Shape shape) {
    return order.stream().filter(axis -> shape.size(axis) > 1).toList();
  }

  private void requireRank(Shape shape) {
    if (shape.rank() != rank()) {
      throw new IllegalArgumentException(
          "the layout " + tag() + " is not one of tensors of rank " + shape.rank());
    }
  }

  @Override
  public String toString() {
    return tag();
  }
}
