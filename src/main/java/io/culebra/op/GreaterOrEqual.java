package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__GreaterOrEqual.html">GreaterOrEqual</a>: whether an
 * element of the first is greater than or equal to the second, with broadcasting, as bool.
 */
public record GreaterOrEqual() implements Comparison {}
