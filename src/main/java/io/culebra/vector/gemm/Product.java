package io.culebra.vector.gemm;

/**
 * One of the products that make up a step: a plan, and where its operands lie in those of the step.
 *
 * @param plan how it is computed
 * @param a bytes into the operand that A is read from
 * @param b bytes into packed B
 * @param c bytes into the output, and into a residual
 * @param bias bytes into the bias
 */
public record Product(GemmPlan plan, long a, long b, long c, long bias) {}
