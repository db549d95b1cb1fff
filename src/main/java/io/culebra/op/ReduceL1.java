package io.culebra.op;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__ReduceL1.html">ReduceL1</a>: the sum of the
 * absolute values of the elements along some axes.
 *
 * @param keepDims whether the reduced axes stay, with size 1
 * @param noopWithEmptyAxes whether no axes mean that nothing is reduced; otherwise they mean all
 */
public record ReduceL1(boolean keepDims, boolean noopWithEmptyAxes) implements Reduction {}
