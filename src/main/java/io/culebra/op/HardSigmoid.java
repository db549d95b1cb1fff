package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__HardSigmoid.html">HardSigmoid</a>: max(0, min(1,
 * alpha x + beta)).
 *
 * @param alpha the slope
 * @param beta the value at zero
 */
public record HardSigmoid(float alpha, float beta) implements UnaryElementwise {}
