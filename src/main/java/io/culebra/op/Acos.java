package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Acos.html">Acos</a>: the arc cosine of every
 * element, in radians.
 */
public record Acos() implements UnaryElementwise {}
