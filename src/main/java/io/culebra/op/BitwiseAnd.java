package io.culebra.op;

import io.culebra.tensor.DataType;
import java.util.Set;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__BitwiseAnd.html">BitwiseAnd</a>: the bitwise and of
 * two integer tensors, element by element, with broadcasting.
 */
public record BitwiseAnd() implements BinaryElementwise {
  @Override
  public Set<DataType> elementTypes() {
    return ElementTypes.INTEGERS;
  }
}
