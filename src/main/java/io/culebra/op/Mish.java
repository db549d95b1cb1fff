package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Mish.html">Mish</a>: x tanh(ln(1 + exp(x))) of
 * every element.
 */
public record Mish() implements UnaryElementwise {}
