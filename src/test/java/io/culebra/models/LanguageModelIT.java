package io.culebra.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.nn.generate.GenerationOptions;
import io.culebra.nn.generate.Generator;
import io.culebra.nn.zoo.GPT2;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** GPT-2 small at its published size. */
@Timeout(600)
class LanguageModelIT {
  private static final GPT2.Sizes SMALL = new GPT2.Sizes(50_257, 1024, 12, 768, 12);

  @ParameterizedTest
  @EnumSource(names = {"VECTOR", "ONEDNN", "AUTO"})
  void tokenByTokenIsTheWholeAtOnce(Backend backend) throws Exception {
    LanguageModelTest.check(SMALL, backend, 3, 64, 20, 1, 1, 7);
  }

  @Test
  void everyBackendWritesTheSameText() {
    int[] prompt = {15, 496, 8191};
    Map<Backend, List<Integer>> texts = new LinkedHashMap<>();
    try (Model model = GPT2.createCached("cached", SMALL).open()) {
      for (Backend backend : List.of(Backend.VECTOR, Backend.ONEDNN, Backend.AUTO)) {
        SessionOptions options = SessionOptions.defaults().backend(backend).threads(2);
        try (Generator generator = new Generator(model, SMALL.longest(), options)) {
          texts.put(backend, generator.generate(prompt, GenerationOptions.greedy(200)).tokens());
          assertEquals(1 + List.of(64, 128, 256).size(), generator.plansMade());
        }
      }
    }
    List<Integer> expected = Objects.requireNonNull(texts.get(Backend.VECTOR));
    assertTrue(expected.stream().distinct().count() > 10, "a text of few words: " + expected);
    texts.forEach((backend, text) -> assertSameButForTies(prompt, expected, text, backend));
  }

  /** The texts may part where two tokens are as good as each other. */
  private static void assertSameButForTies(
      int[] prompt, List<Integer> expected, List<Integer> text, Backend backend) {
    for (int i = 0; i < expected.size(); i++) {
      int one = expected.get(i);
      int other = text.get(i);
      if (one != other) {
        List<Integer> before = new ArrayList<>();
        for (int token : prompt) {
          before.add(token);
        }
        before.addAll(expected.subList(0, i));
        float[] scores = lastScores(before);
        assertEquals(scores[one], scores[other], 1e-3, "token " + i + " on " + backend);
        return;
      }
    }
  }

  private static float[] lastScores(List<Integer> sequence) {
    long[] ids = sequence.stream().mapToLong(Integer::longValue).toArray();
    try (Model model = GPT2.create("plain", SMALL).open();
        Session session = model.openSession();
        Tensor x = Tensor.of(ids, 1, ids.length);
        Tensor logits = Objects.requireNonNull(session.run(Map.of("ids", x)).get("logits"))) {
      float[] all = logits.toFloatArray();
      float[] last = new float[SMALL.words()];
      System.arraycopy(all, all.length - last.length, last, 0, last.length);
      return last;
    }
  }
}
