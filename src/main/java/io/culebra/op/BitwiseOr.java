package io.culebra.op;

import io.culebra.tensor.DataType;
import java.util.Set;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__BitwiseOr.html">BitwiseOr</a>: the bitwise or of
 * two integer tensors, element by element, with broadcasting.
 */
public record BitwiseOr() implements BinaryElementwise {
  @Override
  public Set<DataType> elementTypes() {
    return ElementTypes.INTEGERS;
  }
}
