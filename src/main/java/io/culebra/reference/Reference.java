package io.culebra.reference;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Footprint;
import io.culebra.kernel.Implementation;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.Op;
import io.culebra.scalar.Elements;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the reference implementations have in common: their name, element access by type, and
 * post-ops, which follow the operator one after another.
 *
 * @param <T> the operator
 */
abstract class Reference<T extends Op> implements Implementation {
  private final Class<T> operator;

  Reference(Class<T> operator) {
    this.operator = operator;
  }

  /** What an operator does to its operands. */
  @FunctionalInterface
  interface Loop {
    /** Computes every element of the outputs. */
    void run(Operands operands);
  }

  /** The loops for one step. */
  abstract Loop loop(KernelSpec spec);

  /** Whether it can run a step whose elements can all be read and written. */
  Support accepts(KernelSpec spec) {
    return Support.yes();
  }

  @Override
  public final String name() {
    return "reference/" + operator.getSimpleName();
  }

  @Override
  public final Class<T> operator() {
    return operator;
  }

  /** The operator of the step. */
  final T op(KernelSpec spec) {
    return spec.base(operator);
  }

  @Override
  public final Support supports(KernelSpec spec) {
    return Stream.concat(spec.inputs().stream(), spec.outputs().stream())
        .filter(Objects::nonNull)
        .filter(operand -> !Elements.supports(operand.dataType()))
        .findFirst()
        .map(operand -> Support.no("it does not take elements of " + operand.dataType()))
        .orElseGet(() -> accepts(spec));
  }

  @Override
  public final Kernel create(KernelSpec spec, KernelContext context) {
    return new LoopKernel(Footprint.dense(spec), spec, loop(spec), new PostOps(spec.postOps()));
  }

  /** A kernel that reads and writes everything; immutable as far as its loops are. */
  private record LoopKernel(Footprint footprint, KernelSpec spec, Loop loop, PostOps postOps)
      implements Kernel {
    @Override
    public Invocation bind(Binding binding) {
      return new LoopInvocation(this, binding);
    }
  }

  /** The loops with the addresses of one lane. */
  private static final class LoopInvocation implements Invocation {
    private final LoopKernel kernel;
    private final Binding binding;
    private Operands operands;

    LoopInvocation(LoopKernel kernel, Binding binding) {
      this.kernel = kernel;
      this.binding = binding;
      this.operands = new Operands(kernel.spec, binding);
    }

    @Override
    public void addressesChanged() {
      operands = new Operands(kernel.spec, binding);
    }

    @Override
    public void run() {
      kernel.loop.run(operands);
      kernel.postOps.run(operands);
    }
  }
}
