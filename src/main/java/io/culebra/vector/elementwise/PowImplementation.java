package io.culebra.vector.elementwise;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.Pow;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import io.culebra.vector.loop.BinaryLoop;
import io.culebra.vector.loop.UnaryLoop;
import io.culebra.vector.math.LaneCode;
import io.culebra.vector.math.Powers;
import io.culebra.vector.work.PostOps;
import io.culebra.vector.work.RangeKernel;
import io.culebra.vector.work.Steps;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pow: small constant exponents by products and roots, all others element by element. */
public final class PowImplementation implements Implementation {
  private static final long SCALAR_POWER_WEIGHT = 16;

  @Override
  public String name() {
    return "vector/pow";
  }

  @Override
  public Class<Pow> operator() {
    return Pow.class;
  }

  @Override
  public Support supports(KernelSpec spec) {
    return Support.require(spec.input(0).dataType() == DataType.FLOAT, "only float32")
        .and(
            Support.require(
                spec.input(1).dataType() == DataType.FLOAT || code(spec) != null,
                "an exponent of another type than the base"))
        .and(PostOps.support(spec));
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return Steps.eitherLayout(spec);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    long elements = spec.output().shape().elements();
    LaneCode code = code(spec);
    if (code != null) {
      UnaryLoop loop = UnaryLoop.of(code);
      return RangeKernel.of(
              spec,
              elements,
              (binding, from, to, scratch) -> {
                long offset = from * Float.BYTES;
                loop.run(binding.input(0) + offset, binding.output(0) + offset, to - from);
              })
          .inPlace(0)
          .unread(1)
          .build();
    }
    BinaryLoop loop = new PowLoop();
    Broadcast pair =
        Broadcast.of(spec.physicalInput(0), spec.physicalInput(1), spec.physicalOutput());
    return RangeKernel.of(
            spec,
            elements,
            (binding, from, to, scratch) ->
                pair.run(loop, binding.input(0), binding.input(1), binding.output(0), from, to))
        .weight(SCALAR_POWER_WEIGHT)
        .build();
  }

  /** The code for a constant exponent, if the base alone tells the shape of the result. */
  private static @Nullable LaneCode code(KernelSpec spec) {
    Constant exponent = spec.input(1).constant();
    if (exponent == null
        || exponent.shape().elements() != 1
        || spec.input(0).shape().elements() != spec.output().shape().elements()) {
      return null;
    }
    try (Tensor tensor = exponent.toTensor()) {
      return switch (tensor.dataType()) {
        case FLOAT -> Powers.of(tensor.toFloatArray()[0]);
        case INT64 -> Powers.of((double) tensor.toLongArray()[0]);
        case INT32 -> Powers.of(tensor.toIntArray()[0]);
        default -> null;
      };
    }
  }
}
