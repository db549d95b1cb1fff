package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Reciprocal.html">Reciprocal</a>: 1 / x of every
 * element.
 */
public record Reciprocal() implements UnaryElementwise {}
