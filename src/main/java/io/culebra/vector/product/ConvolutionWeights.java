package io.culebra.vector.product;

import io.culebra.tensor.NativeMemory;
import io.culebra.vector.gemm.SlidingWindow;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The filters of a convolution in the order in which a window with channels last is seen. */
final class ConvolutionWeights {
  private ConvolutionWeights() {}

  /**
   * A copy of filters in the order output channel, channel, y, x, reordered to output channel, y,
   * x, channel.
   */
  static NativeMemory.Block channelsLast(MemorySegment filters, SlidingWindow window) {
    NativeMemory.Block block = NativeMemory.allocate(filters.byteSize(), "reordered filters");
    int taps = window.kernelHeight() * window.kernelWidth();
    int channels = window.groupChannels();
    long floats = filters.byteSize() / Float.BYTES;
    for (long filter = 0; filter < floats; filter += window.depth()) {
      for (int channel = 0; channel < channels; channel++) {
        for (int tap = 0; tap < taps; tap++) {
          float weight =
              filters.getAtIndex(ValueLayout.JAVA_FLOAT, filter + (long) channel * taps + tap);
          block
              .segment()
              .setAtIndex(ValueLayout.JAVA_FLOAT, filter + (long) tap * channels + channel, weight);
        }
      }
    }
    return block;
  }
}
