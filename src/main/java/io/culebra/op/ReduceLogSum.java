package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__ReduceLogSum.html">ReduceLogSum</a>: the natural
 * logarithm of the sum of the elements along some axes.
 *
 * @param keepDims whether the reduced axes stay, with size 1
 * @param noopWithEmptyAxes whether no axes mean that nothing is reduced; otherwise they mean all
 */
public record ReduceLogSum(boolean keepDims, boolean noopWithEmptyAxes) implements Reduction {}
