package io.culebra.nn;

/** A convolution of images, batch x channels x height x width. */
public final class Conv2D extends Convolution<Conv2D> {
  private Conv2D(int filters, int... kernel) {
    super(2, filters, kernel);
  }

  /**
   * A convolution of stride 1 without padding.
   *
   * @param filters channels of the result
   * @param kernel the size of the window, the same along all axes or one per axis
   */
  public static Conv2D of(int filters, int... kernel) {
    return new Conv2D(filters, kernel);
  }
}
