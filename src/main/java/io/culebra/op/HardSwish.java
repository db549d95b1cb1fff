package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__HardSwish.html">HardSwish</a>: x max(0, min(1, x /
 * 6 + 0.5)).
 */
public record HardSwish() implements UnaryElementwise {}
