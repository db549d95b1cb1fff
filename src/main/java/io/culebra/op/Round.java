package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Round.html">Round</a>: every element rounded to the
 * nearest integer, halves to the even one.
 */
public record Round() implements UnaryElementwise {}
