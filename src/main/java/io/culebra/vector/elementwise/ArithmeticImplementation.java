package io.culebra.vector.elementwise;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.Op;
import io.culebra.tensor.Shape;
import io.culebra.vector.loop.BinaryLoop;
import io.culebra.vector.loop.UnaryLoop;
import io.culebra.vector.math.Scaling;
import io.culebra.vector.work.RangeKernel;
import io.culebra.vector.work.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An operator that folds its inputs pair by pair, each broadcast to the result: the first two into
 * the output, then every further one onto it, piece by piece so that the output stays in the cache.
 */
public final class ArithmeticImplementation implements Implementation {
  private final Arithmetic arithmetic;

  /** The implementation of this operator. */
  public ArithmeticImplementation(Arithmetic arithmetic) {
    this.arithmetic = arithmetic;
  }

  @Override
  public String name() {
    return "vector/" + arithmetic.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Class<? extends Op> operator() {
    return arithmetic.operator();
  }

  @Override
  public Support supports(KernelSpec spec) {
    return Steps.floats(spec).and(Support.require(inputs(spec) > 1, "a single input is a copy"));
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return Steps.eitherLayout(spec);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    Shape output = spec.physicalOutput();
    List<Broadcast> pairs = new ArrayList<>();
    Shape left = spec.physicalInput(0);
    for (int i = 1; i < inputs(spec); i++) {
      pairs.add(Broadcast.of(left, spec.physicalInput(i), output));
      left = output;
    }
    Fold fold = new Fold(arithmetic.loop(), pairs, scale(pairs.size() + 1));
    RangeKernel.Builder kernel = RangeKernel.of(spec, output.elements(), fold::run);
    int full = pairs.size() > 1 ? -1 : firstOfFullSize(spec, output);
    return (full < 0 ? kernel : kernel.inPlace(full)).weight(pairs.size()).build();
  }

  private @Nullable UnaryLoop scale(int count) {
    return arithmetic == Arithmetic.MEAN ? UnaryLoop.of(Scaling.by(1f / count)) : null;
  }

  private static int firstOfFullSize(KernelSpec spec, Shape output) {
    return spec.physicalInput(0).equals(output) ? 0 : spec.physicalInput(1).equals(output) ? 1 : -1;
  }

  private static int inputs(KernelSpec spec) {
    int count = 0;
    while (spec.hasInput(count)) {
      count++;
    }
    return count;
  }

  /** What a range of the result takes. */
  private record Fold(BinaryLoop loop, List<Broadcast> pairs, @Nullable UnaryLoop scale) {
    void run(Binding binding, long from, long to, long scratch) {
      long target = binding.output(0);
      pairs.get(0).run(loop, binding.input(0), binding.input(1), target, from, to);
      for (int i = 1; i < pairs.size(); i++) {
        pairs.get(i).run(loop, target, binding.input(i + 1), target, from, to);
      }
      if (scale != null) {
        long first = target + from * Float.BYTES;
        scale.run(first, first, to - from);
      }
    }
  }
}
