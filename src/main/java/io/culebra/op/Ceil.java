package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Ceil.html">Ceil</a>: every element rounded up to an
 * integer.
 */
public record Ceil() implements UnaryElementwise {}
