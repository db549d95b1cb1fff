package io.culebra.op;

/**
 * Affine: alpha x + beta. Made by rewrites of arithmetic with constants, not by models; ONNX once
 * had an experimental operator of this name, oneDNN calls it eltwise_linear.
 *
 * @param alpha the factor
 * @param beta what is added to the product
 */
public record Affine(float alpha, float beta) implements UnaryElementwise {}
