package io.culebra.plan;

import io.culebra.kernel.Binding;

/** Is told of every step that a lane ran, on the thread that ran it and before the next one. */
@FunctionalInterface
interface StepWatch {
  /** A step was run, bound to this memory, in so many nanoseconds. */
  void ran(Step step, Binding binding, long nanos);
}
