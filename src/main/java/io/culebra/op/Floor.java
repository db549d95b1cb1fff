package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Floor.html">Floor</a>: every element rounded down
 * to an integer.
 */
public record Floor() implements UnaryElementwise {}
