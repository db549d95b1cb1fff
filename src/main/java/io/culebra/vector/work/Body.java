package io.culebra.vector.work;

import io.culebra.kernel.Binding;

/**
 * The work of a kernel on a range of units: rows, pixels, elements, whatever is independent.
 * Immutable; addresses come with the binding. Allocates nothing.
 */
@FunctionalInterface
public interface Body {
  /**
   * Does the units from {@code from} up to, not including, {@code to}.
   *
   * @param scratch the calling worker's own scratch
   */
  void run(Binding binding, long from, long to, long scratch);
}
