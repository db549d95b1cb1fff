package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Mul.html">Mul</a>: the product of two tensors,
 * element by element, with broadcasting.
 */
public record Mul() implements BinaryElementwise {}
