package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Elu.html">Elu</a>: x where x > 0, else alpha
 * (exp(x) - 1).
 *
 * @param alpha the depth of the curve below zero
 */
public record Elu(float alpha) implements UnaryElementwise {}
