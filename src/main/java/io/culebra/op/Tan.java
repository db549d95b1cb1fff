package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Tan.html">Tan</a>: the tangent of every element, in
 * radians.
 */
public record Tan() implements UnaryElementwise {}
