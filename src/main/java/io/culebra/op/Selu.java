package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Selu.html">Selu</a>: gamma x where x > 0, else
 * gamma alpha (exp(x) - 1).
 *
 * @param alpha the depth of the curve below zero
 * @param gamma the factor of both branches
 */
public record Selu(float alpha, float gamma) implements UnaryElementwise {}
