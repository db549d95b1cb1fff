package io.culebra.op;

import io.culebra.tensor.TensorType;
import java.util.List;

/** An operator that maps every element by itself; the output has the type of the first input. */
public interface UnaryElementwise extends Op {
  @Override
  default List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, 1);
    return List.of(inputs.type(0));
  }
}
