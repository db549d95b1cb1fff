package io.culebra.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import io.culebra.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** ONNX's own tests of LSTM, GRU and RNN, where they are installed, on every backend. */
class RecurrentNodesTest {
  private static final Path NODES = Path.of("/usr/share/libonnx-testdata/data/node");
  private static final int LEAST = 12;

  @ParameterizedTest
  @EnumSource(Backend.class)
  void allPass(Backend backend) throws IOException {
    assumeTrue(Files.isDirectory(NODES), "ONNX's node tests are not installed");
    List<Object> arguments = new ArrayList<>(List.of("verify"));
    try (Stream<Path> found = Files.list(NODES)) {
      found
          .filter(folder -> folder.getFileName().toString().matches("test_(lstm|gru|.*rnn)_.*"))
          .forEach(arguments::add);
    }
    arguments.addAll(List.of("--json", "--backend", backend.label()));
    Outcome verify = Outcome.of(arguments.toArray());
    assertEquals(0, verify.code(), verify::out);
    JsonObject counts = verify.json().getAsJsonObject();
    assertTrue(counts.get("pass").getAsInt() >= LEAST, verify::out);
    assertEquals(0, counts.get("unsupported").getAsInt(), verify.out());
  }
}
