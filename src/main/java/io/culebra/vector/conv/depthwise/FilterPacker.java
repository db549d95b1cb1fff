package io.culebra.vector.conv.depthwise;

import io.culebra.kernel.Subnormals;
import io.culebra.tensor.Constant;
import io.culebra.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Turns filters around so that the channels are innermost. */
final class FilterPacker {
  private FilterPacker() {}

  /**
   * Writes tap after tap. {@linkplain Subnormals Subnormal} weights become 0.
   *
   * @param filters channels x 1 x taps
   */
  static void pack(Constant filters, MemorySegment target, int taps, int channels) {
    try (Tensor tensor = filters.toTensor()) {
      float[] weights = tensor.toFloatArray();
      for (int channel = 0; channel < channels; channel++) {
        for (int tap = 0; tap < taps; tap++) {
          float weight = weights[channel * taps + tap];
          target.setAtIndex(
              ValueLayout.JAVA_FLOAT, (long) tap * channels + channel, Subnormals.flushed(weight));
        }
      }
    }
  }
}
