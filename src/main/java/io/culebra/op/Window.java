package io.culebra.op;

import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How a convolution or a pooling slides over the spatial axes of its input. Each list has one
 * number per spatial axis, or is empty, which means the default along each.
 *
 * @param kernel sizes of the window; empty where the weights of a convolution tell them
 * @param strides steps between windows, default 1
 * @param dilations distances between the elements of one window, default 1
 * @param padsBegin elements of padding in front of each axis, default 0; used with {@link
 *     AutoPad#NOTSET} only
 * @param padsEnd elements of padding behind each axis, default 0; used with {@link AutoPad#NOTSET}
 *     only
 * @param autoPad how the padding is told
 */
public record Window(
    List<Integer> kernel,
    List<Integer> strides,
    List<Integer> dilations,
    List<Integer> padsBegin,
    List<Integer> padsEnd,
    AutoPad autoPad) {
  /**
   * Copies the lists and checks that sizes, strides and dilations are from 1. Negative padding is
   * what a {@link #resolved} window may have; operators refuse it.
   */
  public Window {
    kernel = positive("kernel_shape", kernel);
    strides = positive("strides", strides);
    dilations = positive("dilations", dilations);
    padsBegin = List.copyOf(padsBegin);
    padsEnd = List.copyOf(padsEnd);
  }

  private static List<Integer> positive(String name, List<Integer> numbers) {
    for (int number : numbers) {
      if (number < 1) {
        throw new IllegalArgumentException(name + " " + numbers + ": below 1");
      }
    }
    return List.copyOf(numbers);
  }

  /**
   * The window that takes its sizes from the weights, with stride 1, no dilation and no padding.
   */
  public static Window ofWeights() {
    return new Window(List.of(), List.of(), List.of(), List.of(), List.of(), AutoPad.NOTSET);
  }

  /** A two-dimensional window, the same along both axes, without dilation. */
  public static Window of2d(int kernel, int stride, int pad) {
    return of2d(kernel, stride, pad, 1);
  }

  /** A two-dimensional window, the same along both axes. */
  public static Window of2d(int kernel, int stride, int pad, int dilation) {
    List<Integer> pads = List.of(pad, pad);
    return new Window(
        List.of(kernel, kernel),
        List.of(stride, stride),
        List.of(dilation, dilation),
        pads,
        pads,
        AutoPad.NOTSET);
  }

  /**
   * The same window with every list filled and the padding in explicit numbers. {@link
   * AutoPad#SAME_UPPER} and {@link AutoPad#SAME_LOWER} with strides beyond the window leave
   * elements out in front and behind, which is negative padding: by the formula of Conv and of the
   * pools, (output size - 1) * stride + window - input size.
   *
   * @param input the shape that the window slides over, batch and channels first; its spatial sizes
   *     are known where the padding depends on them
   * @param kernelSizes the sizes of the window, used where {@link #kernel} is empty
   */
  public Window resolved(Shape input, List<Integer> kernelSizes) {
    int axes = kernelSizes.size();
    List<Integer> sizes = kernel.isEmpty() ? kernelSizes : kernel;
    List<Integer> begin = new ArrayList<>();
    List<Integer> end = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      int total = 0;
      if (autoPad == AutoPad.NOTSET) {
        begin.add(or(padsBegin, i, 0));
        end.add(or(padsEnd, i, 0));
        continue;
      } else if (autoPad != AutoPad.VALID) {
        long size = input.size(i + 2);
        long covered = (Math.ceilDiv(size, stride(i)) - 1) * stride(i) + extent(i, sizes.get(i));
        total = Math.toIntExact(covered - size);
      }
      int first = (autoPad == AutoPad.SAME_LOWER ? total + 1 : total) / 2;
      begin.add(first);
      end.add(total - first);
    }
    return new Window(
        sizes, filled(strides, axes), filled(dilations, axes), begin, end, AutoPad.NOTSET);
  }

  /**
   * How many windows fit along one spatial axis of a {@linkplain #resolved resolved} window.
   *
   * @param axis the spatial axis, 0 for the one behind the channels
   * @param size the elements of the input along it
   * @param ceilMode whether a last window that reaches beyond the padding counts, as long as it
   *     starts before it
   */
  public long outputSize(int axis, long size, boolean ceilMode) {
    long begin = padsBegin.get(axis);
    long span = size + begin + padsEnd.get(axis) - extent(axis, kernel.get(axis));
    return windows(span, stride(axis), ceilMode, size + begin);
  }

  /** The stride along a spatial axis. */
  public int stride(int axis) {
    return or(strides, axis, 1);
  }

  /** The dilation along a spatial axis. */
  public int dilation(int axis) {
    return or(dilations, axis, 1);
  }

  /** Elements from the first to the last of a window, both included, along a spatial axis. */
  long extent(int axis, long kernelSize) {
    return (kernelSize - 1) * dilation(axis) + 1;
  }

  /**
   * Padding in front of and behind a spatial axis, as {@link AutoPad#NOTSET} and {@link
   * AutoPad#VALID} tell it.
   */
  long pads(int axis) {
    return autoPad == AutoPad.VALID ? 0 : (long) or(padsBegin, axis, 0) + or(padsEnd, axis, 0);
  }

  /** Whether elements in front of the first window are left out, which is negative padding. */
  public boolean startsInside() {
    return padsBegin.stream().anyMatch(pad -> pad < 0);
  }

  /**
   * Fails unless every list that is given has a number for each of {@code axes} spatial axes, and
   * no padding is negative.
   */
  void requireAxes(OpInputs inputs, int axes) {
    for (List<Integer> list : List.of(kernel, strides, dilations, padsBegin, padsEnd)) {
      if (!list.isEmpty() && list.size() != axes) {
        throw inputs.fail(
            list.size() + " numbers for kernel, strides, dilations or pads of " + axes + " axes");
      }
    }
    if (startsInside() || padsEnd.stream().anyMatch(pad -> pad < 0)) {
      throw inputs.fail("negative pads " + padsBegin + " and " + padsEnd);
    }
  }

  /** The size of the output along a spatial axis; fails where no window fits. */
  Dim outputDim(OpInputs inputs, int axis, Dim size, long kernelSize, boolean ceilMode) {
    boolean same = autoPad == AutoPad.SAME_UPPER || autoPad == AutoPad.SAME_LOWER;
    long extent = extent(axis, kernelSize);
    if (!size.isKnown()) {
      boolean keeps = stride(axis) == 1 && (same || pads(axis) == extent - 1);
      return keeps ? size : Dim.unknown();
    }
    if (same) {
      return Dim.of(Math.ceilDiv(size.size(), stride(axis)));
    }
    long span = Math.addExact(size.size(), pads(axis) - extent);
    if (span < 0) {
      throw inputs.fail(
          "a window of " + extent + " does not fit into " + size + " padded by " + pads(axis));
    }
    long begin = autoPad == AutoPad.VALID ? 0 : or(padsBegin, axis, 0);
    return Dim.of(windows(span, stride(axis), ceilMode, size.size() + begin));
  }

  private static long windows(long span, long stride, boolean ceilMode, long lastStart) {
    if (!ceilMode) {
      return Math.floorDiv(span, stride) + 1;
    }
    long count = Math.ceilDiv(span, stride) + 1;
    return (count - 1) * stride >= lastStart ? count - 1 : count;
  }

  private static int or(List<Integer> numbers, int i, int otherwise) {
    return numbers.isEmpty() ? otherwise : numbers.get(i);
  }

  private static List<Integer> filled(List<Integer> numbers, int axes) {
    return numbers.isEmpty() ? Collections.nCopies(axes, 1) : numbers;
  }
}
