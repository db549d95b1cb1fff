package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Exp.html">Exp</a>: e to the power of every element.
 */
public record Exp() implements UnaryElementwise {}
