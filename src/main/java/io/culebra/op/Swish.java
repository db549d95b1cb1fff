package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Swish.html">Swish</a>: x / (1 + exp(-alpha x));
 * with alpha 1 also known as SiLU.
 *
 * @param alpha the factor inside the sigmoid
 */
public record Swish(float alpha) implements UnaryElementwise {}
