package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Gelu.html">Gelu</a>: x times the probability that a
 * normal variable is below x: 0.5 x (1 + erf(x / sqrt(2))).
 *
 * @param tanh whether the tanh approximation 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) is
 *     meant
 */
public record Gelu(boolean tanh) implements UnaryElementwise {}
