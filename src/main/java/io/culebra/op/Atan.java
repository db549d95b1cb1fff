package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Atan.html">Atan</a>: the arc tangent of every
 * element, in radians.
 */
public record Atan() implements UnaryElementwise {}
