package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Sigmoid.html">Sigmoid</a>: 1 / (1 + exp(-x)) of
 * every element.
 */
public record Sigmoid() implements UnaryElementwise {}
