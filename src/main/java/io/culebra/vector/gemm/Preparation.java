package io.culebra.vector.gemm;

import io.culebra.kernel.Binding;

/**
 * What each run makes of an input that is not constant, before the products read it.
 *
 * @param input the input
 * @param offset bytes into the step's scratch, where the result goes
 * @param bytes the size of the result
 * @param work how it is made
 */
public record Preparation(int input, long offset, long bytes, Work work) {
  /** Fills memory from an input; both are addresses. */
  @FunctionalInterface
  public interface Work {
    void run(long input, long target);
  }

  /** Where the products read the result. */
  public Source source() {
    return Source.scratch(offset);
  }

  void run(Binding binding) {
    work.run(binding.input(input), binding.scratch() + offset);
  }
}
