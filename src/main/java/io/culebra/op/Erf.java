package io.culebra.op;

import io.culebra.tensor.DataType;
import java.util.Set;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Erf.html">Erf</a>: the Gauss error function of
 * every element.
 */
public record Erf() implements UnaryElementwise {
  @Override
  public Set<DataType> elementTypes() {
    return ElementTypes.NUMERIC;
  }
}
