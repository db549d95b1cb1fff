package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Asinh.html">Asinh</a>: the inverse hyperbolic sine
 * of every element.
 */
public record Asinh() implements UnaryElementwise {}
