package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Log.html">Log</a>: the natural logarithm of every
 * element.
 */
public record Log() implements UnaryElementwise {}
