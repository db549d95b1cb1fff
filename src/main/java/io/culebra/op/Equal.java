package io.culebra.op;

import io.culebra.tensor.DataType;
import java.util.Set;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Equal.html">Equal</a>: whether an element of the
 * first is equal to the second, with broadcasting, as bool.
 */
public record Equal() implements Comparison {
  @Override
  public Set<DataType> elementTypes() {
    return ElementTypes.ALL;
  }
}
