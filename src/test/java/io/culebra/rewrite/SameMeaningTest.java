package io.culebra.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.StepInfo;
import io.culebra.graph.Graph;
import io.culebra.onnx.OnnxModel;
import io.culebra.onnx.OnnxWriter;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A rewritten network computes what the network computes as it was written. */
class SameMeaningTest {
  private static final int BLOCKS = 12;

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  private static Model model(Graph graph) {
    OnnxModel model =
        new OnnxModel(
            graph,
            List.of("x"),
            List.of("y", "z", "classes", "attended"),
            Map.of("", 22L),
            "test",
            Map.of());
    return Model.of(OnnxWriter.toBytes(model));
  }

  private static Map<String, float[]> run(Model model, Backend backend, Set<String> off) {
    float[] numbers = new float[2 * 4 * 6 * 6];
    Random random = new Random(3);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    SessionOptions options = SessionOptions.defaults().backend(backend).threads(1).rewritesOff(off);
    try (Session session = model.openSession(options);
        Tensor x = Tensor.of(numbers, 2, 4, 6, 6)) {
      Map<String, float[]> results = new HashMap<>();
      session
          .run(Map.of("x", x))
          .forEach((name, tensor) -> {
            results.put(name, tensor.toFloatArray());
            tensor.close();
          });
      return results;
    }
  }

  private static void assertSame(Map<String, float[]> expected, Map<String, float[]> found) {
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach((name, numbers) -> {
      float[] other = found.getOrDefault(name, new float[0]);
      assertEquals(numbers.length, other.length);
      double most = 0;
      double difference = 0;
      for (int i = 0; i < numbers.length; i++) {
        most = Math.max(most, Math.abs(numbers[i]));
        difference = Math.max(difference, Math.abs(numbers[i] - other[i]));
      }
      assertTrue(difference <= 1e-4 * most, name + " differs by " + difference + " of " + most);
    });
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void onPlainLoops(long seed) {
    try (Model model = model(new RandomNet(seed).graph(BLOCKS))) {
      assertSame(
          run(model, Backend.REFERENCE, Set.copyOf(Rewrites.names())),
          run(model, Backend.REFERENCE, Set.of()));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"VECTOR", "ONEDNN"})
  void onTheBackendsToo(Backend backend) {
    for (long seed = 100; seed < 112; seed++) {
      try (Model model = model(new RandomNet(seed).graph(BLOCKS))) {
        assertSame(
            run(model, Backend.REFERENCE, Set.copyOf(Rewrites.names())),
            run(model, backend, Set.of()));
      }
    }
  }

  @Test
  void everyPassIsNeededBySomeNetwork() {
    Set<String> unneeded = new HashSet<>(Rewrites.names());
    for (long seed = 0; seed < 60 && !unneeded.isEmpty(); seed++) {
      try (Model model = model(new RandomNet(seed).graph(BLOCKS))) {
        List<String> all = operators(model, Set.of());
        unneeded.removeIf(name -> !operators(model, Set.of(name)).equals(all));
      }
    }
    assertEquals(Set.of("share-equal-nodes", "fuse-rms-normalization"), unneeded);
  }

  private static List<String> operators(Model model, Set<String> off) {
    try (Session session =
        model.openSession(SessionOptions.defaults().backend(Backend.REFERENCE).rewritesOff(off))) {
      return session.explain(Map.of("x", Shape.of(2, 4, 6, 6))).stream()
          .map(StepInfo::operator)
          .toList();
    }
  }
}
