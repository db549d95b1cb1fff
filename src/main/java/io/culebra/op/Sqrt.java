package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Sqrt.html">Sqrt</a>: the square root of every
 * element; NaN below zero.
 */
public record Sqrt() implements UnaryElementwise {}
