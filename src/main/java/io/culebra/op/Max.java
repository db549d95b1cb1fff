package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Max.html">Max</a>: the greatest of any number of
 * tensors, element by element, with broadcasting.
 */
public record Max() implements VariadicElementwise {}
