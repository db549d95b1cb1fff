package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Cos.html">Cos</a>: the cosine of every element, in
 * radians.
 */
public record Cos() implements UnaryElementwise {}
