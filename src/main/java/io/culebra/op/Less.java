package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Less.html">Less</a>: whether an element of the
 * first is less than the second, with broadcasting, as bool.
 */
public record Less() implements Comparison {}
