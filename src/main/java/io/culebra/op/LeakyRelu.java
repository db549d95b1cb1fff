package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__LeakyRelu.html">LeakyRelu</a>: x where x >= 0, else
 * alpha x.
 *
 * @param alpha the slope below zero
 */
public record LeakyRelu(float alpha) implements UnaryElementwise {}
