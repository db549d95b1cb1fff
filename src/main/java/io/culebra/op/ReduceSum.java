package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__ReduceSum.html">ReduceSum</a>: the sum of the
 * elements along some axes.
 *
 * @param keepDims whether the reduced axes stay, with size 1
 * @param noopWithEmptyAxes whether no axes mean that nothing is reduced; otherwise they mean all
 */
public record ReduceSum(boolean keepDims, boolean noopWithEmptyAxes) implements Reduction {}
