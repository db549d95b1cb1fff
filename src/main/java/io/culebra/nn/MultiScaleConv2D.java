package io.culebra.nn;

import io.culebra.tensor.InvalidModelException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions of several window sizes side by side, their channels one behind the other; all keep
 * the size of the image.
 */
public final class MultiScaleConv2D extends Block<MultiScaleConv2D> {
  private final int filters;
  private final int[] kernels;
  private Initializer initializer = Initializer.glorotUniform();
  private @Nullable Activation activation;

  private MultiScaleConv2D(int filters, int... kernels) {
    this.filters = filters;
    this.kernels = kernels;
  }

  /**
   * Convolutions.
   *
   * @param filters channels of each
   * @param kernels the size of the window of each
   */
  public static MultiScaleConv2D of(int filters, int... kernels) {
    if (kernels.length == 0) {
      throw new IllegalArgumentException("a convolution of no scale");
    }
    return new MultiScaleConv2D(filters, kernels.clone());
  }

  /** What the weights are before training; Glorot's uniform numbers unless told. */
  public MultiScaleConv2D kernelInitializer(Initializer numbers) {
    initializer = numbers;
    return this;
  }

  /** A function of every element of the result. */
  public MultiScaleConv2D activation(Activation function) {
    activation = function;
    return this;
  }

  @Override
  Symbol write(String prefix, List<Symbol> inputs) {
    if (inputs.size() != 1) {
      throw new InvalidModelException("layer '" + prefix + "' takes one input");
    }
    Symbol[] scales =
        Arrays.stream(kernels)
            .mapToObj(kernel -> inputs.getFirst().then(scale(prefix, kernel)))
            .toArray(Symbol[]::new);
    Symbol[] others = Arrays.copyOfRange(scales, 1, scales.length);
    return others.length == 0
        ? scales[0]
        : new Concat().named(prefix + "concat").apply(scales[0], others);
  }

  private Conv2D scale(String prefix, int kernel) {
    Conv2D convolution =
        Conv2D.of(filters, kernel)
            .same()
            .kernelInitializer(initializer)
            .named(prefix + kernel + "x" + kernel);
    return activation == null ? convolution : convolution.activation(activation);
  }
}
