package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Clip.html">Clip</a>: every element limited to the
 * range from min to max; max wins where min is above it.
 *
 * <p>Bounds that are not constant, or of another type than float, are written as {@link Max} and
 * {@link Min}.
 *
 * @param min the lower bound, -Infinity for none
 * @param max the upper bound, Infinity for none
 */
public record Clip(float min, float max) implements UnaryElementwise {}
