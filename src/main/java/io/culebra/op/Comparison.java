package io.culebra.op;

import io.culebra.tensor.DataType;
import io.culebra.tensor.TensorType;
import java.util.List;

/**
 * An operator that compares two tensors element by element, with broadcasting; the output is bool.
 */
public interface Comparison extends BinaryElementwise {
  @Override
  default List<TensorType> infer(OpInputs inputs) {
    TensorType compared = BinaryElementwise.super.infer(inputs).getFirst();
    return List.of(new TensorType(DataType.BOOL, compared.shape()));
  }
}
