package io.culebra.models;

import io.culebra.kernel.AttentionCase;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attention in all of its forms, on every backend, against ONNX Runtime. */
@Timeout(120)
class AttentionTest {
  /** The stage of scores that have minus infinities; ONNX Runtime has a large number instead. */
  private static final int MASKED = 2;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
  void givesTheAnswersOfOnnxRuntime(int seed) throws Exception {
    AttentionCase attention = AttentionCase.random(seed, true);
    int outputs = attention.op().scoresStage() == MASKED ? 3 : 4;
    OperatorComparison.check(attention.op(), attention.inputs(), outputs);
  }
}
