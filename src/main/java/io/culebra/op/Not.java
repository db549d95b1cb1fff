package io.culebra.op;

import io.culebra.tensor.DataType;
import java.util.Set;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Not.html">Not</a>: the negation of every element of
 * a bool tensor.
 */
public record Not() implements UnaryElementwise {
  @Override
  public Set<DataType> elementTypes() {
    return ElementTypes.BOOL;
  }
}
