package io.culebra.vector.conv;

import io.culebra.kernel.KernelSpec;
import io.culebra.op.Conv;
import io.culebra.op.Window;
import io.culebra.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of a convolution over signals or images; a signal is an image one pixel high.
 *
 * @param images the batch
 * @param groups of channels
 * @param outputs output channels
 * @param window what the first group sees
 */
record Convolution(int images, int groups, int outputs, SlidingWindow window) {
  static Convolution of(KernelSpec spec) {
    Conv conv = spec.base(Conv.class);
    Shape x = spec.input(0).shape();
    Shape y = spec.output().shape();
    Shape w = spec.input(1).shape();
    Window resolved = conv.window().resolved(x, sizes(w));
    SlidingWindow window =
        new SlidingWindow(
            spatial(x, 1),
            spatial(x, 0),
            size(x, 1),
            0,
            size(w, 1),
            spatial(w, 1),
            spatial(w, 0),
            number(resolved.strides(), 1, 1),
            number(resolved.strides(), 0, 1),
            number(resolved.dilations(), 1, 1),
            number(resolved.dilations(), 0, 1),
            number(resolved.padsBegin(), 1, 0),
            number(resolved.padsBegin(), 0, 0),
            spatial(y, 1),
            spatial(y, 0));
    return new Convolution(size(x, 0), conv.group(), size(y, 1), window);
  }

  /** The output channels of a group. */
  int groupOutputs() {
    return outputs / groups;
  }

  /** What a group sees. */
  SlidingWindow window(int group) {
    return window.withFirstChannel(group * window.groupChannels());
  }

  private static List<Integer> sizes(Shape weights) {
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 2; axis < weights.rank(); axis++) {
      sizes.add(size(weights, axis));
    }
    return sizes;
  }

  private static int size(Shape shape, int axis) {
    return Math.toIntExact(shape.size(axis));
  }

  /** The size along a spatial axis counted from the last; 1 for one that a signal lacks. */
  private static int spatial(Shape shape, int fromLast) {
    int axis = shape.rank() - 1 - fromLast;
    return axis < 2 ? 1 : size(shape, axis);
  }

  private static int number(List<Integer> numbers, int fromLast, int otherwise) {
    int i = numbers.size() - 1 - fromLast;
    return i < 0 ? otherwise : numbers.get(i);
  }
}
