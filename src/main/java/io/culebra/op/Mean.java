package io.culebra.op;

import io.culebra.tensor.DataType;
import java.util.Set;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Mean.html">Mean</a>: the arithmetic mean of any
 * number of tensors, element by element, with broadcasting.
 */
public record Mean() implements VariadicElementwise {
  @Override
  public Set<DataType> elementTypes() {
    return ElementTypes.FLOATS;
  }
}
