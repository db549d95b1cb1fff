package io.culebra.models;

import io.culebra.kernel.Tensors;
import io.culebra.op.RMSNormalization;
import io.culebra.op.Swish;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What transformers use besides attention, on every backend, against ONNX Runtime. */
class NewerOperatorsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 16, 77, 768})
  void normalizesByTheRootOfTheMeanSquare(int size) throws Exception {
    OperatorComparison.check(
        new RMSNormalization(-1, 1e-5f),
        List.of(Tensors.normal(1, 2, 5, size), Tensors.uniform(2, 0.5f, 1.5f, size)),
        1);
    OperatorComparison.check(
        new RMSNormalization(1, 1e-5f),
        List.of(Tensors.normal(3, 2, 5, size), Tensors.uniform(4, 0.5f, 1.5f, 5, size)),
        1);
  }

  @ParameterizedTest
  @ValueSource(floats = {1, 1.702f})
  void isXTimesItsSigmoid(float alpha) throws Exception {
    OperatorComparison.check(new Swish(alpha), List.of(Tensors.normal(1, 3, 77)), 1);
  }
}
