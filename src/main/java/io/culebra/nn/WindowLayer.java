package io.culebra.nn;

import io.culebra.op.AutoPad;
import io.culebra.op.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A layer with a window that slides over the spatial axes. Numbers are given once for all axes, or
 * one per axis.
 *
 * @param <L> the layer's class
 */
public abstract class WindowLayer<L extends WindowLayer<L>> extends UnaryLayer<L> {
  private final int axes;
  private final List<Integer> kernel;
  private List<Integer> strides;
  private List<Integer> dilations;
  private List<Integer> padsBegin;
  private List<Integer> padsEnd;
  private AutoPad autoPad = AutoPad.VALID;

  WindowLayer(int axes, int stride, int... kernel) {
    this.axes = axes;
    this.kernel = perAxis("kernel", kernel);
    this.strides = stride == 0 ? this.kernel : Collections.nCopies(axes, stride);
    this.dilations = Collections.nCopies(axes, 1);
    this.padsBegin = Collections.nCopies(axes, 0);
    this.padsEnd = padsBegin;
  }

  /** The distance between two windows. */
  public final L stride(int... steps) {
    strides = perAxis("stride", steps);
    return self();
  }

  /** Pads so that the output has as many elements as the input, divided by the stride. */
  public final L same() {
    autoPad = AutoPad.SAME_UPPER;
    return self();
  }

  /** Pads nothing, which is the default. */
  public final L valid() {
    autoPad = AutoPad.VALID;
    return self();
  }

  /** Pads this many elements in front of and behind every axis. */
  public final L padding(int... elements) {
    padsBegin = perAxis("padding", elements);
    padsEnd = padsBegin;
    autoPad = AutoPad.NOTSET;
    return self();
  }

  /** The distance between two elements of one window. */
  final void dilate(int... distances) {
    dilations = perAxis("dilation", distances);
  }

  /** The sizes of the window. */
  final List<Integer> kernel() {
    return kernel;
  }

  /** How many elements one window has in each channel. */
  final long kernelElements() {
    return kernel.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  /** The number of axes of an input, batch and channels included. */
  final int rank() {
    return axes + 2;
  }

  final Window window() {
    return new Window(kernel, strides, dilations, padsBegin, padsEnd, autoPad);
  }

  /** The sizes of a weight: these, then those of the window. */
  final long[] weightSizes(long first, long second) {
    List<Long> sizes = new ArrayList<>(List.of(first, second));
    kernel.forEach(size -> sizes.add((long) size));
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  private List<Integer> perAxis(String what, int... numbers) {
    if (numbers.length != 1 && numbers.length != axes) {
      throw new IllegalArgumentException(
          what + " " + Arrays.toString(numbers) + " for " + axes + " axes");
    }
    return numbers.length == 1
        ? Collections.nCopies(axes, numbers[0])
        : Arrays.stream(numbers).boxed().toList();
  }
}
