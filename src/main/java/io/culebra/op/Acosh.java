package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Acosh.html">Acosh</a>: the inverse hyperbolic
 * cosine of every element.
 */
public record Acosh() implements UnaryElementwise {}
