package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Sinh.html">Sinh</a>: the hyperbolic sine of every
 * element.
 */
public record Sinh() implements UnaryElementwise {}
