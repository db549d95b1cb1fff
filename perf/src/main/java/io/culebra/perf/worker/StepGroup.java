package io.culebra.perf.worker;

/**
 * The steps of a run that run the same operator.
 *
 * @param operator its name with what is fused to it
 * @param nanos how long they take together
 * @param flops floating-point operations of products and convolutions
 * @param bytes what they read and write at least: their operands
 */
public record StepGroup(String operator, double nanos, double flops, double bytes) {

  /** Both groups together. */
  public StepGroup plus(StepGroup other) {
    return new StepGroup(operator, nanos + other.nanos, flops + other.flops, bytes + other.bytes);
  }
}
