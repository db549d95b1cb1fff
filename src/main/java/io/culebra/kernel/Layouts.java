package io.culebra.kernel;

import java.util.Collections;
import java.util.List;

/**
 * One way to lay out the operands of a step.
 *
 * @param inputs a layout per input; an absent one's is ignored
 * @param outputs a layout per output
 * @param penalty what this way costs more than the implementation's best, in bytes moved through
 *     memory, so that it can be weighed against reorders; 0 for the best
 */
public record Layouts(List<Layout> inputs, List<Layout> outputs, long penalty) {
  /** Copies the lists. */
  public Layouts {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Every operand of the step in the same layout, at no penalty. */
  public static Layouts all(KernelSpec spec, Layout layout) {
    return all(spec, layout, 0);
  }

  /** Every operand of the step in the same layout. */
  public static Layouts all(KernelSpec spec, Layout layout, long penalty) {
    return new Layouts(
        Collections.nCopies(spec.inputs().size(), layout),
        Collections.nCopies(spec.outputs().size(), layout),
        penalty);
  }
}
