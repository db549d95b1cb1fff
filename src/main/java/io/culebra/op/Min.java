package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Min.html">Min</a>: the least of any number of
 * tensors, element by element, with broadcasting.
 */
public record Min() implements VariadicElementwise {}
