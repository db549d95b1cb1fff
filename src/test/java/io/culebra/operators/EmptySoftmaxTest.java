package io.culebra.operators;

import io.culebra.tensor.DataType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Softmax and its kin of tensors without elements, before and since they go along one axis. */
class EmptySoftmaxTest {
  @ParameterizedTest
  @ValueSource(ints = {7, 11, 13})
  void nothingStaysNothingOfItsShape(int opset) throws Exception {
    for (String operator : new String[] {"Softmax", "LogSoftmax", "Hardmax"}) {
      for (long[] sizes : new long[][] {{1, 0, 1, 3}, {0, 4, 2}, {2, 3, 0}, {2, 0}}) {
        for (long axis = 0; axis < sizes.length; axis++) {
          OneNode node =
              OneNode.of(operator, opset)
                  .with("axis", axis)
                  .input(Values.fractions(DataType.FLOAT, sizes));
          Everywhere.agrees(0, node.output(DataType.FLOAT));
        }
      }
    }
  }
}
