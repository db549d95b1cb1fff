package io.culebra.nn;

/** A convolution of signals, batch x channels x length. */
public final class Conv1D extends Convolution<Conv1D> {
  private Conv1D(int filters, int... kernel) {
    super(1, filters, kernel);
  }

  /**
   * A convolution of stride 1 without padding.
   *
   * @param filters channels of the result
   * @param kernel the size of the window, the same along all axes or one per axis
   */
  public static Conv1D of(int filters, int... kernel) {
    return new Conv1D(filters, kernel);
  }
}
