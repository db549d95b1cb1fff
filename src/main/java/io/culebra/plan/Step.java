package io.culebra.plan;

import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a plan: a kernel and the buffers that it works on.
 *
 * @param spec what the step does
 * @param implementation the name of the implementation that does it
 * @param kernel the kernel
 * @param inputs a buffer per input, null where it is absent or packed into the kernel
 * @param outputs a buffer per output, null where it is absent
 * @param refusals the implementations asked before this one, and why they refused
 */
record Step(
    KernelSpec spec,
    String implementation,
    Kernel kernel,
    List<@Nullable Buffer> inputs,
    List<@Nullable Buffer> outputs,
    List<Candidates.Refusal> refusals) {
  /** The same step, run by another kernel. */
  Step with(Kernel other) {
    return new Step(spec, implementation, other, inputs, outputs, refusals);
  }
}
