package io.culebra.vector.elementwise;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.UnaryElementwise;
import io.culebra.vector.loop.UnaryLoop;
import io.culebra.vector.work.RangeKernel;
import io.culebra.vector.work.Steps;
import java.util.List;
import java.util.Locale;

/** A unary operator as one loop over all elements, in place where it may. */
public final class UnaryImplementation implements Implementation {
  private final Class<? extends UnaryElementwise> operator;

  /** The implementation of this operator. */
  public UnaryImplementation(Class<? extends UnaryElementwise> operator) {
    this.operator = operator;
  }

  @Override
  public String name() {
    return "vector/" + operator.getSimpleName().toLowerCase(Locale.ROOT);
  }

  @Override
  public Class<? extends UnaryElementwise> operator() {
    return operator;
  }

  @Override
  public Support supports(KernelSpec spec) {
    return Steps.floats(spec)
        .and(
            Support.require(
                UnaryLoop.exists(spec.base(operator)), "no vector form of " + spec.base().name()));
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return Steps.eitherLayout(spec);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    UnaryLoop loop = UnaryLoop.of(spec.base(operator));
    return RangeKernel.of(
            spec,
            spec.output().shape().elements(),
            (binding, from, to, scratch) -> {
              long offset = from * Float.BYTES;
              loop.run(binding.input(0) + offset, binding.output(0) + offset, to - from);
            })
        .inPlace(0)
        .build();
  }
}
