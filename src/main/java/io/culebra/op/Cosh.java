package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Cosh.html">Cosh</a>: the hyperbolic cosine of every
 * element.
 */
public record Cosh() implements UnaryElementwise {}
