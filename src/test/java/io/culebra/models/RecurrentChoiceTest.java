package io.culebra.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.StepInfo;
import io.culebra.nn.LSTM;
import io.culebra.nn.Sequential;
import io.culebra.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which backend runs a recurrent step. */
class RecurrentChoiceTest {
  @ParameterizedTest
  @CsvSource({
    "AUTO, 1, vector/lstm",
    "AUTO, 64, onednn/lstm",
    "ONEDNN, 1, onednn/lstm",
    "VECTOR, 1, vector/lstm",
    "REFERENCE, 1, reference/LSTM"
  })
  void aLeaderGoesFirstWhereTheChoiceIsFree(Backend backend, long batch, String expected) {
    Map<String, Shape> shapes = Map.of("x", Shape.of(batch, 7, 16));
    try (Model model = new Sequential("choice").input(7, 16).add(LSTM.of(32)).build().open();
        Session session = model.openSession(SessionOptions.defaults().backend(backend))) {
      assertEquals(
          expected,
          session.explain(shapes).stream()
              .filter(step -> step.operator().equals("LSTM"))
              .map(StepInfo::implementation)
              .findFirst()
              .orElseThrow());
    }
  }
}
