package io.culebra.op;

import io.culebra.tensor.DataType;
import java.util.Set;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__ReduceMax.html">ReduceMax</a>: the greatest of the
 * elements along some axes.
 *
 * @param keepDims whether the reduced axes stay, with size 1
 * @param noopWithEmptyAxes whether no axes mean that nothing is reduced; otherwise they mean all
 */
public record ReduceMax(boolean keepDims, boolean noopWithEmptyAxes) implements Reduction {
  @Override
  public Set<DataType> elementTypes() {
    return ElementTypes.ORDERED;
  }
}
