package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Atanh.html">Atanh</a>: the inverse hyperbolic
 * tangent of every element.
 */
public record Atanh() implements UnaryElementwise {}
