package io.culebra.op;

import io.culebra.tensor.DataType;
import java.util.Set;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Xor.html">Xor</a>: the exclusive or of two bool
 * tensors, element by element, with broadcasting.
 */
public record Xor() implements BinaryElementwise {
  @Override
  public Set<DataType> elementTypes() {
    return ElementTypes.BOOL;
  }
}
