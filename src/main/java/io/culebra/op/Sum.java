package io.culebra.op;

import io.culebra.tensor.DataType;
import java.util.Set;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Sum.html">Sum</a>: the sum of any number of
 * tensors, element by element, with broadcasting.
 */
public record Sum() implements VariadicElementwise {
  @Override
  public Set<DataType> elementTypes() {
    return ElementTypes.FLOATS;
  }
}
