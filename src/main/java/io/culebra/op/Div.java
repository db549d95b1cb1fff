package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Div.html">Div</a>: the first tensor divided by the
 * second; integers are divided towards zero, element by element, with broadcasting.
 */
public record Div() implements BinaryElementwise {}
