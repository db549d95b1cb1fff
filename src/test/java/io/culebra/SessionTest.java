package io.culebra;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.models.Networks;
import io.culebra.tensor.ClosedException;
import io.culebra.tensor.CulebraException;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.MemoryLimitException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.UnsupportedModelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionTest {
  private static final float[] TWO_ROWS = {1, 2, 3, -1, -2, -4};

  @ParameterizedTest
  @EnumSource(Backend.class)
  void runsOnEveryBackend(Backend backend) {
    try (Model model = Model.of(Networks.dense());
        Session session = model.openSession(SessionOptions.defaults().backend(backend));
        Tensor x = Tensor.of(TWO_ROWS, 2, 3);
        Tensor y = only(session.run(Map.of("x", x)))) {
      assertEquals(Shape.of(2, 2), y.shape());
      assertArrayEquals(new float[] {6, 0, 0, 7}, y.toFloatArray());
    }
  }

  @Test
  void writesIntoTensorsOfTheCaller() {
    try (Model model = Model.of(Networks.dense());
        Session session = model.openSession();
        Tensor x = Tensor.of(TWO_ROWS, 2, 3);
        Tensor y = Tensor.of(new float[4], 2, 2)) {
      String output = session.outputs().getFirst().name();
      session.run(Map.of("x", x), Map.of(output, y));
      assertArrayEquals(new float[] {6, 0, 0, 7}, y.toFloatArray());
      x.floatBuffer().put(0, 5);
      session.run(Map.of("x", x), Map.of(output, y));
      assertArrayEquals(new float[] {10, 0, 0, 7}, y.toFloatArray());
    }
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void showsWhatEveryStepComputes(Backend backend) {
    Map<String, float[]> expected = observed(Backend.REFERENCE);
    Map<String, float[]> found = observed(backend);
    expected.keySet().retainAll(found.keySet());
    assertTrue(expected.size() >= 4, expected.keySet() + " of " + found.keySet());
    expected.forEach((node, values) -> assertArrayEquals(values, found.get(node), 1e-5f, node));
  }

  private static Map<String, float[]> observed(Backend backend) {
    float[] pixels = new float[2 * 3 * 16 * 20];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (i * 37 % 101 - 50) / 50f;
    }
    Map<String, float[]> values = new LinkedHashMap<>();
    try (Model model = Model.of(Networks.pictures());
        Session session = model.openSession(SessionOptions.defaults().backend(backend));
        Tensor x = Tensor.of(pixels, 2, 3, 16, 20)) {
      session.observe(
          Map.of("x", x),
          (step, value) -> {
            if (!step.node().startsWith("reorder")) {
              values.put(step.node(), value.toFloatArray());
            }
            value.close();
          });
    }
    return values;
  }

  @Test
  void anOutputTensorMustFit() {
    try (Model model = Model.of(Networks.dense());
        Session session = model.openSession();
        Tensor x = Tensor.of(TWO_ROWS, 2, 3);
        Tensor wrong = Tensor.of(new float[2], 1, 2)) {
      String output = session.outputs().getFirst().name();
      assertSays(
          InvalidInputException.class,
          () -> session.run(Map.of("x", x), Map.of(output, wrong)),
          "2x2",
          "1x2");
      assertSays(
          InvalidInputException.class,
          () -> session.run(Map.of("x", x), Map.of("nonsense", wrong)),
          "nonsense",
          output);
    }
  }

  @Test
  void inputsAreChecked() {
    try (Model model = Model.of(Networks.dense());
        Session session = model.openSession();
        Tensor wrongShape = Tensor.of(TWO_ROWS, 3, 2);
        Tensor wrongType = Tensor.of(new long[6], 2, 3);
        Tensor right = Tensor.of(TWO_ROWS, 2, 3)) {
      assertSays(
          InvalidInputException.class, () -> session.run(Map.of("x", wrongShape)), "x", "3x2");
      assertSays(
          InvalidInputException.class, () -> session.run(Map.of("x", wrongType)), "x", "INT64");
      assertSays(InvalidInputException.class, () -> session.run(Map.of()), "x", "not given");
      assertSays(
          InvalidInputException.class, () -> session.run(Map.of("x", right, "z", right)), "[z]");
    }
  }

  @Test
  void shapesThatDependOnDataArePlannedWhenTheyAreKnown() {
    try (Model model = Model.of(Networks.reshapeByInput());
        Session session = model.openSession();
        Tensor x = Tensor.of(new float[] {1, -2, 3, 4, 5, 6}, 6)) {
      for (long[] sizes : new long[][] {{2, 3}, {3, 2}, {1, 6}, {2, 3}}) {
        try (Tensor shape = Tensor.of(sizes, 2);
            Tensor y = only(session.run(Map.of("x", x, "shape", shape)))) {
          assertEquals(Shape.of(2 * sizes[0], sizes[1]), y.shape());
          assertArrayEquals(new float[] {2, 0, 6, 8, 10, 12, 2, 0, 6, 8, 10, 12}, y.toFloatArray());
        }
      }
    }
  }

  @Test
  void plansForDataAreFoundAgainAfterItIsGone() {
    try (Model model = Model.of(Networks.reshapeByInput());
        Session session = model.openSession();
        Tensor x = Tensor.of(new float[] {1, -2, 3, 4, 5, 6}, 6);
        Tensor shape = Tensor.of(new long[] {2, 3}, 2)) {
      for (int i = 0; i < 20; i++) {
        only(session.run(Map.of("x", x, "shape", shape))).close();
        System.gc();
      }
    }
  }

  @Test
  void manyShapesNeedNoMoreMemoryThanTheirLimit() {
    SessionOptions small = SessionOptions.defaults().planCacheBytes(1 << 16);
    try (Model model = Model.of(Networks.dense());
        Session session = model.openSession(small)) {
      for (int rows = 1; rows < 300; rows++) {
        try (Tensor x = Tensor.of(new float[3 * rows], rows, 3);
            Tensor y = only(session.run(Map.of("x", x)))) {
          assertEquals(Shape.of(rows, 2), y.shape());
        }
      }
    }
  }

  @Test
  void moreMemoryThanTheLimitIsRefused() {
    try (Model model = Model.of(Networks.slow());
        Session session = model.openSession(SessionOptions.defaults().memoryLimit(1 << 20));
        Tensor x = Tensor.of(new float[3 * 96 * 96], 1, 3, 96, 96)) {
      assertSays(MemoryLimitException.class, () -> session.run(Map.of("x", x)), "limit", "1048576");
    }
  }

  @Test
  void whatIsClosedIsNotUsed() {
    Model model = Model.of(Networks.dense());
    Session session = model.openSession();
    Tensor x = Tensor.of(TWO_ROWS, 2, 3);
    x.close();
    x.close();
    assertSays(ClosedException.class, () -> session.run(Map.of("x", x)), "closed");
    try (Tensor open = Tensor.of(TWO_ROWS, 2, 3)) {
      only(session.run(Map.of("x", open))).close();
      session.close();
      session.close();
      assertSays(ClosedException.class, () -> session.run(Map.of("x", open)), "closed");
      Session other = model.openSession();
      model.close();
      model.close();
      assertSays(ClosedException.class, () -> other.run(Map.of("x", open)), "closed");
      assertSays(ClosedException.class, model::openSession, "closed");
    }
  }

  @Test
  void unknownOperatorsAreAllNamed() {
    assertSays(
        UnsupportedModelException.class,
        () -> Model.of(Networks.unknownOperator()),
        "Frobnicate",
        "Defenestrate");
  }

  @Test
  void missingAndBrokenFilesAreNamed(@TempDir Path folder) throws Exception {
    Path missing = folder.resolve("missing.onnx");
    assertSays(CulebraException.class, () -> Model.load(missing), "missing.onnx");
    Path broken = Files.write(folder.resolve("broken.onnx"), new byte[] {1, 2, 3, 4, 5, 6, 7});
    assertSays(InvalidModelException.class, () -> Model.load(broken), "broken.onnx");
    byte[] whole = Networks.slow();
    Path cut = Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, whole.length / 2));
    assertSays(InvalidModelException.class, () -> Model.load(cut), "cut.onnx");
  }

  private static Tensor only(Map<String, Tensor> outputs) {
    assertEquals(1, outputs.size());
    return outputs.values().iterator().next();
  }

  private static void assertSays(
      Class<? extends CulebraException> type, Executable work, String... words) {
    String message = assertThrows(type, work).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), () -> "no '" + word + "' in: " + message);
    }
  }
}
