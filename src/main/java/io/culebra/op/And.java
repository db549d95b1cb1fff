package io.culebra.op;

import io.culebra.tensor.DataType;
import java.util.Set;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__And.html">And</a>: the logical and of two bool
 * tensors, element by element, with broadcasting.
 */
public record And() implements BinaryElementwise {
  @Override
  public Set<DataType> elementTypes() {
    return ElementTypes.BOOL;
  }
}
