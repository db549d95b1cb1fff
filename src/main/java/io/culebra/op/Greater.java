package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Greater.html">Greater</a>: whether an element of
 * the first is greater than the second, with broadcasting, as bool.
 */
public record Greater() implements Comparison {}
