package io.culebra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.models.Networks;
import io.culebra.tensor.MemoryLimitException;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The limit is for everything: constants, plans, activations, results. */
@Timeout(120)
class MemoryLimitTest {
  private static final long LIMIT = 64L << 20;

  @ParameterizedTest
  @CsvSource({
    "Concat, 28",
    "Concat, 50",
    "Tile, 28",
    "Expand, 28",
    "ConstantOfShape, 20",
    "ConstantOfShape, 28"
  })
  void aSmallModelOfALargeConstantIsRefused(String operator, int times) {
    byte[] onnx = Networks.doubling(operator, times);
    SessionOptions options = SessionOptions.defaults().memoryLimit(LIMIT).threads(1);
    try (Model model = Model.of(onnx)) {
      assertRefused(model, options, operator);
    }
    try (Model model = Model.of(onnx, LoadOptions.defaults().memoryLimit(LIMIT))) {
      assertRefused(model, options.memoryLimit(Long.MAX_VALUE), operator);
    }
  }

  private static void assertRefused(Model model, SessionOptions options, String operator) {
    long before = NativeMemory.held();
    NativeMemory.takePeak();
    MemoryLimitException refused =
        assertThrows(
            MemoryLimitException.class,
            () -> {
              try (Session session = model.openSession(options);
                  Tensor x = Tensor.of(new float[] {1}, 1)) {
                session.run(Map.of("x", x)).close();
              }
            });
    String message = String.valueOf(refused.getMessage());
    String node =
        operator.equals("Expand")
            ? "(Expand|Neg)"
            : operator.equals("Tile") ? "Tile" : "(Concat|Add|ConstantOfShape)";
    assertTrue(message.matches("(?s).*" + node + " '" + node + "_\\d+'.*"), message);
    assertTrue(message.contains("memoryLimit"), message);
    long grown = NativeMemory.takePeak() - before;
    assertTrue(grown <= LIMIT + (1 << 20), grown + " bytes were allocated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Concat", "Tile", "Expand", "ConstantOfShape"})
  void whatFitsRuns(String operator) {
    try (Model model = Model.of(Networks.doubling(operator, 10));
        Session session =
            model.openSession(SessionOptions.defaults().memoryLimit(LIMIT).threads(1));
        Tensor x = Tensor.of(new float[] {-1, 1}, 2);
        Outputs outputs = session.run(Map.of("x", x))) {
      float[] y = outputs.values().iterator().next().toFloatArray();
      assertEquals(2, y[1] - y[0], 1e-6f);
      assertTrue(session.memoryUsed() <= LIMIT);
    }
  }

  @Test
  void aResultThatIsTooLargeIsRefusedWithItsNode() {
    try (Model model = Model.of(Networks.widened());
        Session session =
            model.openSession(SessionOptions.defaults().memoryLimit(LIMIT).threads(1));
        Tensor x = Tensor.of(new float[] {1}, 1)) {
      NativeMemory.takePeak();
      long before = NativeMemory.held();
      MemoryLimitException refused =
          assertThrows(MemoryLimitException.class, () -> session.run(Map.of("x", x)));
      String message = String.valueOf(refused.getMessage());
      assertTrue(message.contains("Expand") && message.contains("268435456"), message);
      assertTrue(NativeMemory.takePeak() - before < LIMIT);
    }
  }

  @Test
  void sessionsOfAModelShareItsLimit(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("two.onnx"), Networks.twoOutputs());
    int size = 1 << 18;
    List<Outputs> kept = new ArrayList<>();
    try (Model model = Model.load(file, LoadOptions.defaults().memoryLimit(8L << 20));
        Session one = model.openSession(SessionOptions.defaults().threads(1));
        Session other = model.openSession(SessionOptions.defaults().threads(1));
        Tensor x = Tensor.of(new float[size], size)) {
      kept.add(one.run(Map.of("x", x)));
      kept.add(other.run(Map.of("x", x)));
      assertEquals(one.memoryUsed() + other.memoryUsed(), model.memoryUsed());
      MemoryLimitException refused =
          assertThrows(
              MemoryLimitException.class,
              () -> {
                for (int i = 0; i < 8; i++) {
                  kept.add((i % 2 == 0 ? one : other).run(Map.of("x", x)));
                }
              });
      assertTrue(
          String.valueOf(refused.getMessage()).contains("LoadOptions.memoryLimit"),
          refused.getMessage());
      kept.forEach(Outputs::close);
      one.run(Map.of("x", x)).close();
    }
  }

  @Test
  void whatASessionHeldGoesWithIt() {
    try (Model model = Model.of(Networks.picturesOfAnySize())) {
      long before = model.memoryUsed();
      Outputs outputs;
      try (Session session = model.openSession();
          Tensor x = Tensor.of(new float[3 * 20 * 30], 1, 3, 20, 30)) {
        outputs = session.run(Map.of("x", x));
        assertTrue(model.memoryUsed() > before);
      }
      outputs.close();
      long weights = (16 * 27 + 32 * 16 * 9 + 32 * 32 * 9 + 320 + 16 + 32 + 32 + 10) * Float.BYTES;
      assertTrue(
          model.memoryUsed() <= before + 4 * weights,
          model.memoryUsed() + " bytes where weights have " + weights);
    }
  }
}
