package io.culebra.vector.conv;

import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import io.culebra.vector.gemm.Preparation;

/**
 * Reorders filters from output channel, channel, y, x to the order in which a window with channels
 * last is seen: output channel, y, x, channel.
 *
 * @param filters how many there are
 * @param channels that each sees
 * @param taps that each has
 */
record ConvolutionWeights(int filters, int channels, int taps) implements Preparation.Work {
  static ConvolutionWeights of(Convolution conv) {
    SlidingWindow window = conv.window();
    return new ConvolutionWeights(
        conv.outputs(), window.groupChannels(), window.kernelHeight() * window.kernelWidth());
  }

  /** The bytes of the filters. */
  long bytes() {
    return (long) filters * channels * taps * Float.BYTES;
  }

  @Override
  public void run(long input, long target) {
    long size = (long) channels * taps * Float.BYTES;
    for (long filter = 0; filter < filters * size; filter += size) {
      for (int channel = 0; channel < channels; channel++) {
        for (int tap = 0; tap < taps; tap++) {
          long from = filter + ((long) channel * taps + tap) * Float.BYTES;
          long to = filter + ((long) tap * channels + channel) * Float.BYTES;
          float weight = ALL.get(JAVA_FLOAT_UNALIGNED, input - BASE + from);
          ALL.set(JAVA_FLOAT_UNALIGNED, target - BASE + to, weight);
        }
      }
    }
  }
}
