package io.culebra.models;

import io.culebra.Backend;
import io.culebra.nn.zoo.Zoo;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every network of the zoo at its published size. The one with a cache is compared in {@link
 * LanguageModelIT}, which fills the cache.
 */
@Timeout(600)
class ZooIT {
  private static final List<Backend> BACKENDS =
      List.of(Backend.VECTOR, Backend.ONEDNN, Backend.AUTO);

  static List<String> names() {
    return Zoo.names().stream().filter(name -> !name.endsWith("-cached")).toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void givesTheAnswersOfOnnxRuntime(String name) throws Exception {
    BuiltComparison.check(Zoo.create(name), BACKENDS, List.of(5), 1, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bilstm-tagger", "gru-lm"})
  void givesTheAnswersOfOnnxRuntimeAtEveryLength(String name) throws Exception {
    List<Backend> all = List.of(Backend.values());
    BuiltComparison.check(Zoo.create(name), all, List.of(1, 7, 100), 1, 3);
  }
}
