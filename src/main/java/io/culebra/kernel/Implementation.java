package io.culebra.kernel;

import io.culebra.op.Op;
import io.culebra.tensor.BackendException;
import java.util.List;

/**
 * One way to run one operator: an algorithm of one backend. Stateless, safe for use by many
 * threads.
 */
public interface Implementation {
  /**
   * The name that {@code explain}, the tuning cache and reports show: {@code
   * backend/operator-algorithm}, such as {@code vector/conv-implicit-gemm}.
   */
  String name();

  /** The operator that it runs, without what may be fused to it. */
  Class<? extends Op> operator();

  /**
   * Whether it can run the step, whatever the layouts of the operands; else the reason. Everything
   * that {@link #create} cannot do is refused here: element types, attributes, post-ops.
   */
  Support supports(KernelSpec spec);

  /**
   * Whether it was measured to be the fastest there is for steps like this one, which it supports,
   * so that it goes before other backends where the choice is free.
   */
  default boolean leads(KernelSpec spec) {
    return false;
  }

  /**
   * The ways in which it can have the operands laid out, the best first; all as they are written
   * unless told.
   */
  default List<Layouts> layouts(KernelSpec spec) {
    return List.of(Layouts.rowMajor(spec));
  }

  /**
   * Prepares a kernel for a step that it supports, with the operands in one of its layouts.
   *
   * @throws BackendException if the backend fails, with the node and the reason
   */
  Kernel create(KernelSpec spec, KernelContext context);
}
