package io.culebra.op;

import io.culebra.tensor.DataType;
import java.util.Set;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__BitwiseNot.html">BitwiseNot</a>: the complement of
 * every bit of an integer tensor.
 */
public record BitwiseNot() implements UnaryElementwise {
  @Override
  public Set<DataType> elementTypes() {
    return ElementTypes.INTEGERS;
  }
}
