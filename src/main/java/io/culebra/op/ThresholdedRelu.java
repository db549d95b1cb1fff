package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__ThresholdedRelu.html">ThresholdedRelu</a>: x where
 * x > alpha, else 0.
 *
 * @param alpha the threshold
 */
public record ThresholdedRelu(float alpha) implements UnaryElementwise {}
