package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Sub.html">Sub</a>: the first tensor minus the
 * second, element by element, with broadcasting.
 */
public record Sub() implements BinaryElementwise {}
