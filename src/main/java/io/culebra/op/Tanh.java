package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Tanh.html">Tanh</a>: the hyperbolic tangent of
 * every element.
 */
public record Tanh() implements UnaryElementwise {}
