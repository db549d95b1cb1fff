package io.culebra.models;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.nn.Network;
import io.culebra.nn.zoo.Zoo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The zoo in its published sizes: every network, written as ONNX, on every backend but the plain
 * loops, against ONNX Runtime with the same file.
 */
@Timeout(600)
class ZooIT {
  private static final List<String> RECURRENT = List.of("bilstm-tagger", "gru-lm");

  @TempDir Path folder;

  /** All networks but the cached one, which {@link LanguageModelIT} compares token by token. */
  static Stream<String> names() {
    return Zoo.names().stream().filter(name -> !name.equals("gpt-2-cached"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void givesTheAnswersOfOnnxRuntime(String name) throws Exception {
    Network network = Zoo.create(name);
    Path file = folder.resolve(name + ".onnx");
    network.toOnnx(file);
    List<Integer> lengths = RECURRENT.contains(name) ? List.of(1, 7, 100) : List.of(7);
    try (Peer peer = new Peer(file);
        Model model = Model.load(file)) {
      for (Backend backend : List.of(Backend.VECTOR, Backend.ONEDNN, Backend.AUTO)) {
        BuiltComparison.check(name, peer, model, backend, lengths, 1, 3);
      }
    }
    Files.delete(file);
  }
}
