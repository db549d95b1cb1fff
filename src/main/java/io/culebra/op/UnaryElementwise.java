package io.culebra.op;

import io.culebra.tensor.DataType;
import io.culebra.tensor.TensorType;
import java.util.List;
import java.util.Set;

/** An operator that maps every element by itself; the output has the type of the only input. */
public interface UnaryElementwise extends Op {
  /** The element types that ONNX declares the operator for. */
  default Set<DataType> elementTypes() {
    return ElementTypes.FLOATS;
  }

  @Override
  default List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, 1);
    inputs.requireType(0, elementTypes());
    return List.of(inputs.type(0));
  }
}
