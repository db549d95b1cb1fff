package io.culebra.op;

import io.culebra.tensor.DataType;
import java.util.Set;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Abs.html">Abs</a>: the absolute value of every
 * element.
 */
public record Abs() implements UnaryElementwise {
  @Override
  public Set<DataType> elementTypes() {
    return ElementTypes.NUMERIC;
  }
}
