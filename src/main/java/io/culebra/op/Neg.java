package io.culebra.op;

import io.culebra.tensor.DataType;
import java.util.Set;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Neg.html">Neg</a>: every element with its sign
 * flipped.
 */
public record Neg() implements UnaryElementwise {
  @Override
  public Set<DataType> elementTypes() {
    return ElementTypes.SIGNED;
  }
}
