package io.culebra.vector.conv.transposed;

import io.culebra.kernel.Subnormals;
import io.culebra.tensor.Constant;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Tensor;
import io.culebra.vector.gemm.PanelLayout;
import io.culebra.vector.gemm.PanelPacker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The filters as the products read them: per group and row of the filters one packed matrix,
 * channels of the group x (pixels of the row x outputs of the group); behind all of them a zero per
 * output.
 */
final class FilterRows {
  private FilterRows() {}

  /** The bytes from one matrix to the next. */
  static long matrixBytes(Deconvolution d) {
    return d.product().layout().bytes();
  }

  /** The bytes from the start to the zeros. */
  static long zerosOffset(Deconvolution d) {
    return (long) d.groups() * d.window().kernelHeight() * matrixBytes(d);
  }

  /** The bytes of everything. */
  static long bytes(Deconvolution d) {
    return zerosOffset(d) + (long) d.outputs() * Float.BYTES;
  }

  /**
   * Packs the filters. {@linkplain Subnormals Subnormal} weights become 0.
   *
   * @param filters channels x outputs of a group x height x width
   */
  static void pack(Constant filters, MemorySegment target, Deconvolution d) {
    int height = d.window().kernelHeight();
    int width = d.window().kernelWidth();
    int columns = width * d.groupOutputs();
    PanelLayout layout = d.product().layout();
    long plainBytes = (long) d.groupChannels() * columns * Float.BYTES;
    try (Tensor tensor = filters.toTensor();
        NativeMemory.Block plain = NativeMemory.allocate(plainBytes, "a row of filters")) {
      MemorySegment weights = tensor.segment();
      for (int matrix = 0; matrix < d.groups() * height; matrix++) {
        int firstChannel = matrix / height * d.groupChannels();
        int y = matrix % height;
        for (long i = 0; i < (long) d.groupChannels() * columns; i++) {
          long channel = firstChannel + i / columns;
          long x = i % columns / d.groupOutputs();
          long output = i % d.groupOutputs();
          long at = ((channel * d.groupOutputs() + output) * height + y) * width + x;
          float weight = weights.getAtIndex(ValueLayout.JAVA_FLOAT, at);
          plain.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, Subnormals.flushed(weight));
        }
        PanelPacker.pack(
            layout, plain.address(), columns, 1, target.address() + matrix * matrixBytes(d));
      }
    }
  }
}
