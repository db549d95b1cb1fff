package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Add.html">Add</a>: the sum of two tensors, element
 * by element, with broadcasting.
 */
public record Add() implements BinaryElementwise {}
