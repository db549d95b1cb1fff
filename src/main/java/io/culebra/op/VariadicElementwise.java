package io.culebra.op;

import io.culebra.tensor.DataType;
import io.culebra.tensor.TensorType;
import java.util.List;
import java.util.Set;

/** An operator that combines one or more tensors element by element, with broadcasting. */
public interface VariadicElementwise extends Op {
  /** The element types that ONNX declares the operator for. */
  default Set<DataType> elementTypes() {
    return ElementTypes.NUMERIC;
  }

  @Override
  default List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, Integer.MAX_VALUE);
    for (int i = 0; i < inputs.count(); i++) {
      inputs.type(i);
    }
    inputs.requireType(0, elementTypes());
    inputs.requireSameTypes();
    return List.of(new TensorType(inputs.dataType(0), Broadcasting.shape(inputs)));
  }
}
