package io.culebra.onednn;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Operand;
import io.culebra.op.MultiplyAdds;
import io.culebra.op.Recurrent;
import io.culebra.tensor.TensorType;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many threads a primitive gets: those of the run, but one alone where the work takes no longer
 * than it takes to wake the others.
 */
final class TeamSize {
  /** What one thread gets done at least, so that a step is rather taken for larger than it is. */
  private static final double MULTIPLY_ADDS_PER_MICROSECOND = 80_000;

  private static final double BYTES_PER_MICROSECOND = 30_000;

  /** Threads that found no work for a moment sleep; a system call wakes them and one waits. */
  private static final double WAKING_MICROSECONDS = 40;

  private TeamSize() {}

  static int of(KernelSpec spec) {
    boolean small = microseconds(spec) / meetings(spec) < WAKING_MICROSECONDS;
    return small ? 1 : spec.threads();
  }

  /** How often threads wait for each other: at each step of a sequence, else once. */
  private static long meetings(KernelSpec spec) {
    boolean sequence = spec.base() instanceof Recurrent;
    return sequence ? Math.max(1, spec.input(0).shape().size(0)) : 1;
  }

  private static double microseconds(KernelSpec spec) {
    List<TensorType> inputs = operands(spec.inputs()).map(Operand::type).toList();
    TensorType output = operands(spec.outputs()).findFirst().orElseThrow().type();
    long multiplyAdds = MultiplyAdds.of(spec.op().name(), inputs, output);
    long bytes =
        Stream.concat(operands(spec.inputs()), operands(spec.outputs()))
            .mapToLong(Operand::bytes)
            .sum();
    return multiplyAdds / MULTIPLY_ADDS_PER_MICROSECOND + bytes / BYTES_PER_MICROSECOND;
  }

  private static Stream<Operand> operands(List<@Nullable Operand> operands) {
    return operands.stream().flatMap(Stream::ofNullable);
  }
}
