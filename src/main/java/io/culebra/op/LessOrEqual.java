package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__LessOrEqual.html">LessOrEqual</a>: whether an
 * element of the first is less than or equal to the second, with broadcasting, as bool.
 */
public record LessOrEqual() implements Comparison {}
