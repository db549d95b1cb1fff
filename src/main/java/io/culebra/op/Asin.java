package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Asin.html">Asin</a>: the arc sine of every element,
 * in radians.
 */
public record Asin() implements UnaryElementwise {}
