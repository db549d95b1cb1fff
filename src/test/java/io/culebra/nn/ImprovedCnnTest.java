package io.culebra.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.StepInfo;
import io.culebra.nn.zoo.ImprovedCNN;
import io.culebra.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImprovedCnnTest {
  @ParameterizedTest
  @EnumSource(names = {"ONEDNN", "VECTOR", "AUTO"})
  void hasFourComputeStepsAndASoftmax(Backend backend) {
    try (Model model = ImprovedCNN.create(1, 28, 28).open();
        Session session = model.openSession(SessionOptions.defaults().backend(backend))) {
      List<StepInfo> steps = session.explain(Map.of("x", Shape.of(2, 1, 28, 28)));
      assertEquals(
          List.of("Conv+Relu", "Conv+Relu", "MaxPool", "Gemm", "Softmax"), operators(steps));
    }
    try (Model model = ImprovedCNN.create().open();
        Session session = model.openSession(SessionOptions.defaults().backend(backend))) {
      List<StepInfo> steps = session.explain(Map.of("x", Shape.of(1, 3, 32, 32)));
      assertEquals(
          List.of("Transpose", "Conv+Relu", "Conv+Relu", "MaxPool", "Gemm", "Softmax"),
          operators(steps));
    }
  }

  /** The operators, without the checks that fused activations need on oneDNN. */
  private static List<String> operators(List<StepInfo> steps) {
    return steps.stream()
        .map(StepInfo::operator)
        .filter(operator -> !operator.equals("FiniteCheck"))
        .toList();
  }

  @Test
  void countsItsParametersForAnyInputSize() {
    long convolutions = 3 * 3 * 3 * 32 + 32 + 3 * 3 * 32 * 64 + 64;
    assertEquals(convolutions + 64 * 16 * 16 * 10 + 10, ImprovedCNN.create().parameters());
    assertEquals(convolutions + 64 * 11 * 8 * 10 + 10, ImprovedCNN.create(3, 21, 15).parameters());
  }
}
