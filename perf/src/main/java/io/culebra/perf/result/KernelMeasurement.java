package io.culebra.perf.result;

/**
 * One implementation of one operator on one shape.
 *
 * @param name {@code operator-shape-layout-implementation}
 * @param shape as the data file writes it
 * @param implementation {@code backend/algorithm}
 * @param verdict {@code right}, or what is wrong with the answer, or why there is none
 * @param flops floating-point operations of a call
 * @param bytes bytes that a call has to read and write at least
 * @param launches how many processes the durations come from
 * @param nanos the mean duration of a call in each iteration, of all forks; empty when there is no
 *     right answer
 */
public record KernelMeasurement(
    String name,
    String operator,
    String shape,
    String implementation,
    int threads,
    String verdict,
    double flops,
    double bytes,
    int launches,
    double[] nanos) {

  /** What is measured, the same in every run. */
  public String key() {
    return "%s, threads: %d".formatted(name, threads);
  }
}
