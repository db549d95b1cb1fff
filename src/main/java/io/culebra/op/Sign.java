package io.culebra.op;

import io.culebra.tensor.DataType;
import java.util.Set;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Sign.html">Sign</a>: -1, 0 or 1 by the sign of
 * every element.
 */
public record Sign() implements UnaryElementwise {
  @Override
  public Set<DataType> elementTypes() {
    return ElementTypes.NUMERIC;
  }
}
