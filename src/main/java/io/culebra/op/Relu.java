package io.culebra.op;

import io.culebra.tensor.DataType;
import java.util.Set;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Relu.html">Relu</a>: max(x, 0) of every element.
 */
public record Relu() implements UnaryElementwise {
  @Override
  public Set<DataType> elementTypes() {
    return ElementTypes.NUMERIC;
  }
}
