package io.culebra.vector.gemm;

import io.culebra.kernel.KernelContext;
import io.culebra.kernel.Subnormals;
import io.culebra.tensor.Constant;
import io.culebra.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Constant weights on their way into packed form. */
public final class Constants {
  private Constants() {}

  /** Fills packed memory from the weights' floats. */
  @FunctionalInterface
  public interface Packer {
    /** Writes the packed form. */
    void pack(MemorySegment weights, MemorySegment packed);
  }

  /** Packs a constant once per form. {@linkplain Subnormals Subnormal} weights become 0. */
  public static MemorySegment pack(
      KernelContext context, Constant constant, String form, long bytes, Packer packer) {
    return context.pack(
        constant,
        form,
        bytes,
        packed -> {
          try (Tensor weights = constant.toTensor()) {
            Subnormals.flush(weights.segment());
            packer.pack(weights.segment(), packed);
          }
        });
  }

  /** Multiplies every float. */
  static void scale(MemorySegment floats, float factor) {
    if (factor != 1) {
      for (long at = 0; at < floats.byteSize(); at += Float.BYTES) {
        floats.set(ValueLayout.JAVA_FLOAT, at, floats.get(ValueLayout.JAVA_FLOAT, at) * factor);
      }
    }
  }

  /** Fills a matrix with one of its shape, or one that has a single row or column. */
  static void spread(
      MemorySegment source,
      long sourceRows,
      long sourceColumns,
      MemorySegment target,
      long rows,
      long columns) {
    for (long i = 0; i < rows; i++) {
      for (long j = 0; j < columns; j++) {
        long from = (sourceRows == 1 ? 0 : i * sourceColumns) + (sourceColumns == 1 ? 0 : j);
        float value = source.getAtIndex(ValueLayout.JAVA_FLOAT, from);
        target.setAtIndex(ValueLayout.JAVA_FLOAT, i * columns + j, value);
      }
    }
  }
}
