package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__ReduceL2.html">ReduceL2</a>: the square root of the
 * sum of the squares of the elements along some axes.
 *
 * @param keepDims whether the reduced axes stay, with size 1
 * @param noopWithEmptyAxes whether no axes mean that nothing is reduced; otherwise they mean all
 */
public record ReduceL2(boolean keepDims, boolean noopWithEmptyAxes) implements Reduction {}
