package io.culebra.reference;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.Specs;
import io.culebra.op.Op;
import io.culebra.tensor.Tensor;
import java.util.List;

/** Runs the plain loops for tests. */
public final class References {
  private static final List<Implementation> ALL = new ReferenceProvider().implementations();

  private References() {}

  /** The outputs of the step by the plain loops, what is fused to it included. */
  public static List<Tensor> run(Specs specs) {
    Class<? extends Op> operator = specs.build().base().getClass();
    Implementation implementation =
        ALL.stream()
            .filter(i -> i.operator() == operator)
            .findFirst()
            .orElseThrow(() -> new AssertionError("nothing runs " + operator.getSimpleName()));
    return KernelHarness.run(implementation, specs);
  }

  /** The first output of the step by the plain loops. */
  public static Tensor first(Specs specs) {
    return run(specs).getFirst();
  }
}
