package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Softsign.html">Softsign</a>: x / (1 + |x|) of every
 * element.
 */
public record Softsign() implements UnaryElementwise {}
