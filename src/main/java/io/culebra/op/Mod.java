package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Mod.html">Mod</a>: the remainder of a division of
 * two tensors, element by element, with broadcasting.
 *
 * @param fmod whether the remainder has the sign of the dividend, as C's fmod; otherwise that of
 *     the divisor
 */
public record Mod(boolean fmod) implements BinaryElementwise {}
