package io.culebra.op;

import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__ConvTranspose.html">ConvTranspose</a>: the gradient
 * of a convolution with respect to its input, which widens where the convolution narrows.
 *
 * <p>Inputs: X, batch x channels x spatial sizes; W, channels x (output channels / group) x kernel;
 * optionally the bias B, output channels. Output: batch x output channels x spatial sizes.
 *
 * @param window how the kernel slides over the output; its sizes are those of W
 * @param group into how many groups the channels are split
 * @param outputPadding elements added behind each spatial axis of the output, or empty for none
 * @param outputShape the spatial sizes of the output, from which the padding follows, or empty
 */
public record ConvTranspose(
    Window window, int group, List<Integer> outputPadding, List<Integer> outputShape)
    implements Op {
  /** Copies the lists, and checks that there is a group and that nothing is negative. */
  public ConvTranspose {
    outputPadding = List.copyOf(outputPadding);
    outputShape = List.copyOf(outputShape);
    if (group < 1) {
      throw new IllegalArgumentException("group " + group);
    }
    if (outputPadding.stream().anyMatch(p -> p < 0) || outputShape.stream().anyMatch(s -> s < 1)) {
      throw new IllegalArgumentException(
          "output_padding " + outputPadding + " or output_shape " + outputShape);
    }
  }

  /**
   * The same operator with every list of the window filled, the padding and the output padding in
   * explicit numbers, and no output shape. Elements of an output shape that no input reaches become
   * output padding.
   *
   * @param input the shape of X, its spatial sizes known
   * @param kernelSizes the sizes of the kernel
   */
  public ConvTranspose resolved(Shape input, List<Integer> kernelSizes) {
    Window unpadded =
        new Window(
                kernelSizes,
                window.strides(),
                window.dilations(),
                window.padsBegin(),
                window.padsEnd(),
                AutoPad.NOTSET)
            .resolved(input, kernelSizes);
    List<Integer> begin = new ArrayList<>();
    List<Integer> end = new ArrayList<>();
    List<Integer> added = new ArrayList<>();
    for (int i = 0; i < kernelSizes.size(); i++) {
      Integer wanted = wantedSize(i, input.size(i + 2));
      int padding = outputPadding.isEmpty() ? 0 : outputPadding.get(i);
      if (wanted == null) {
        boolean valid = window.autoPad() == AutoPad.VALID;
        begin.add(valid ? 0 : unpadded.padsBegin().get(i));
        end.add(valid ? 0 : unpadded.padsEnd().get(i));
      } else {
        long reach = reach(i, input.size(i + 2), kernelSizes.get(i)) + padding;
        int total = Math.toIntExact(Math.max(0, reach - wanted));
        padding += Math.toIntExact(Math.max(0, wanted - reach));
        int more = total - total / 2;
        begin.add(window.autoPad() == AutoPad.SAME_UPPER ? total / 2 : more);
        end.add(window.autoPad() == AutoPad.SAME_UPPER ? more : total / 2);
      }
      added.add(padding);
    }
    Window explicit =
        new Window(
            kernelSizes, unpadded.strides(), unpadded.dilations(), begin, end, AutoPad.NOTSET);
    return new ConvTranspose(explicit, group, added, List.of());
  }

  /** The spatial size that the padding has to be made for, or null where the padding is told. */
  private @Nullable Integer wantedSize(int axis, long size) {
    if (!outputShape.isEmpty()) {
      return outputShape.get(axis);
    }
    return switch (window.autoPad()) {
      case SAME_UPPER, SAME_LOWER ->
          Math.toIntExact(Math.multiplyExact(size, (long) window.stride(axis)));
      case NOTSET, VALID -> null;
    };
  }

  private long reach(int axis, long size, long kernelSize) {
    return Math.addExact(
        Math.multiplyExact(size - 1, (long) window.stride(axis)), window.extent(axis, kernelSize));
  }

  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(2, 3);
    inputs.requireType(0, ElementTypes.FLOATS);
    inputs.requireSameTypes();
    return List.of(new TensorType(inputs.dataType(0), shape(inputs)));
  }

  private @Nullable Shape shape(OpInputs inputs) {
    inputs.requireRank(0, 3, Integer.MAX_VALUE);
    inputs.requireRank(1, 3, Integer.MAX_VALUE);
    Shape x = inputs.shape(0);
    Shape w = inputs.shape(1);
    if (x == null || w == null) {
      return null;
    }
    inputs.requireRank(1, x.rank(), x.rank());
    inputs.requireDim(1, 0, x.dim(1));
    if (x.dim(1).isKnown() && x.dim(1).size() % group != 0) {
      throw inputs.fail(x.dim(1) + " channels in " + group + " groups");
    }
    Dim channels = w.dim(1).times(Dim.of(group));
    inputs.requireRank(2, 1, 1);
    inputs.requireDim(2, 0, channels);
    int axes = x.rank() - 2;
    window.requireAxes(inputs, axes);
    if ((!outputPadding.isEmpty() && outputPadding.size() != axes)
        || (!outputShape.isEmpty() && outputShape.size() != axes)) {
      throw inputs.fail(
          "output_padding " + outputPadding + " or output_shape " + outputShape + " of " + axes);
    }
    List<Dim> dims = new ArrayList<>(List.of(x.dim(0), channels));
    for (int i = 0; i < axes; i++) {
      dims.add(spatial(inputs, i, x.dim(i + 2), w.dim(i + 2)));
    }
    return Shape.of(dims);
  }

  private Dim spatial(OpInputs inputs, int axis, Dim size, Dim kernel) {
    if (!window.kernel().isEmpty() && !kernel.mayEqual(Dim.of(window.kernel().get(axis)))) {
      throw inputs.fail("kernel_shape " + window.kernel() + " is not that of the weights");
    }
    if (kernel.size() == 0 || size.size() == 0) {
      throw inputs.fail("the input or the kernel is empty");
    }
    if (!outputShape.isEmpty()) {
      return Dim.of(outputShape.get(axis));
    }
    if (!size.isKnown() || !kernel.isKnown()) {
      return Dim.unknown();
    }
    Integer wanted = wantedSize(axis, size.size());
    if (wanted != null) {
      return Dim.of(wanted);
    }
    long added = outputPadding.isEmpty() ? 0 : outputPadding.get(axis);
    long result = reach(axis, size.size(), kernel.size()) + added - window.pads(axis);
    if (result < 1) {
      throw inputs.fail("padding " + window.pads(axis) + " leaves nothing of axis " + (axis + 2));
    }
    return Dim.of(result);
  }
}
