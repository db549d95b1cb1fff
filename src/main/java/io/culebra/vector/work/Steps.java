package io.culebra.vector.work;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Support;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What implementations ask of a step. */
public final class Steps {
  private Steps() {}

  /** Whether every operand is float32 and every post-op can be done. */
  public static Support floats(KernelSpec spec) {
    return Support.require(spec.isAll(DataType.FLOAT), "only float32").and(PostOps.support(spec));
  }

  /** Whether nobody asks for more than the first output. */
  public static Support oneOutput(KernelSpec spec) {
    return Support.require(
        spec.outputs().stream().skip(1).allMatch(o -> o == null), "only the first output");
  }

  /** Both layouts, equally good, where they differ. */
  public static List<Layouts> eitherLayout(KernelSpec spec) {
    Layouts rowMajor = Layouts.rowMajor(spec);
    return spec.output().shape().rank() < 3
        ? List.of(rowMajor)
        : List.of(rowMajor, Layouts.channelsLast(spec));
  }

  /** Channels last alone. */
  public static List<Layouts> channelsLast(KernelSpec spec) {
    return List.of(Layouts.channelsLast(spec));
  }

  /** Whether the operand lies with its channels innermost. */
  public static boolean isChannelsLast(Operand operand) {
    return operand.layout().isChannelsLast();
  }

  /** The elements of a constant int64 operand; null where it is not constant. */
  public static long @Nullable [] integers(Operand operand) {
    Constant constant = operand.constant();
    if (constant == null || constant.dataType() != DataType.INT64) {
      return null;
    }
    try (Tensor tensor = constant.toTensor()) {
      return tensor.toLongArray();
    }
  }
}
