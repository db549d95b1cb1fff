package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Softplus.html">Softplus</a>: ln(exp(x) + 1) of
 * every element.
 */
public record Softplus() implements UnaryElementwise {}
