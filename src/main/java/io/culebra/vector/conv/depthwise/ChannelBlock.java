package io.culebra.vector.conv.depthwise;

/**
 * A depthwise convolution of one vector of channels. Immutable and safe for any number of threads.
 */
interface ChannelBlock {
  /**
   * Makes one row of the output. All addresses are those of the first channel of the block.
   *
   * @param image the first pixel of the image
   * @param target the first pixel of the row of the output
   * @param weights the first tap; the others follow one pixel after the other
   * @param bias a vector of biases
   * @param zeros a vector of zeros
   * @param y the row of the output
   */
  void row(long image, long target, long weights, long bias, long zeros, int y);
}
