package io.culebra.vector.attention;

import io.culebra.kernel.Binding;

/** The work of a step, cut into tasks. Immutable and safe for any number of threads. */
interface Work {
  /** How many tasks have to be done before the others. */
  default int preparations() {
    return 0;
  }

  /** Does one of the first tasks. */
  default void prepare(Binding binding, int task) {}

  /** How many tasks there are. */
  int tasks();

  /** The bytes of scratch that all tasks share. */
  default long sharedBytes() {
    return 0;
  }

  /** The bytes of scratch that each thread needs. */
  long threadBytes();

  /**
   * Does one task.
   *
   * @param shared the scratch that all share
   * @param own the calling thread's scratch
   */
  void run(Binding binding, int task, long shared, long own);
}
