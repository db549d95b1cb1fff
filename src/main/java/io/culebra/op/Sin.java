package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Sin.html">Sin</a>: the sine of every element, in
 * radians.
 */
public record Sin() implements UnaryElementwise {}
