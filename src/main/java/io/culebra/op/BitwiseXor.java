package io.culebra.op;

import io.culebra.tensor.DataType;
import java.util.Set;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__BitwiseXor.html">BitwiseXor</a>: the bitwise
 * exclusive or of two integer tensors, element by element, with broadcasting.
 */
public record BitwiseXor() implements BinaryElementwise {
  @Override
  public Set<DataType> elementTypes() {
    return ElementTypes.INTEGERS;
  }
}
