package io.culebra.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.culebra.Model;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZooCommandTest {
  @Test
  void listsNetworksWithTheirFigures() {
    Outcome list = Outcome.of("zoo", "--json");
    assertEquals(0, list.code(), list.err());
    JsonObject first = list.json().getAsJsonArray().get(1).getAsJsonObject();
    assertEquals("lenet-5", first.get("name").getAsString());
    assertEquals(61706, first.get("parameters").getAsLong());
    assertEquals("Nx1x32x32", first.get("inputs").getAsJsonObject().get("x").getAsString());
    assertTrue(Outcome.of("zoo").out().contains("bert-base"));
  }

  @Test
  void writesAndRunsANetwork(@TempDir Path folder) {
    Path file = folder.resolve("lenet.onnx");
    Outcome written = Outcome.of("zoo", "lenet-5", "--out", file);
    assertEquals(0, written.code(), written.err());
    try (Model model = Model.load(file)) {
      assertEquals("x", model.inputs().getFirst().name());
    }
    Outcome run = Outcome.of("run", "zoo:lenet-5");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("FLOAT 1x10"), run.out());
  }

  @Test
  void modelsWithACacheRunOnInputsOfTheirOwn() {
    Outcome list = Outcome.of("zoo");
    for (String name : new String[] {"transformer-base", "gpt-2", "gpt-2-cached"}) {
      assertTrue(list.out().lines().anyMatch(line -> line.startsWith(name + " ")), name);
    }
    Outcome inspected = Outcome.of("inspect", "zoo:gpt-2-cached");
    assertEquals(0, inspected.code(), inspected.err());
    assertTrue(inspected.out().contains("past_keys_11: FLOAT Nxroomx768"), inspected.out());
  }

  @Test
  void saysWhatThereIsWhereItIsAskedForSomethingElse() {
    Outcome unknown = Outcome.of("bench", "zoo:lenet");
    assertEquals(1, unknown.code());
    assertTrue(unknown.err().contains("lenet-5"), unknown.err());
    assertEquals(2, Outcome.of("zoo", "--out", "x.onnx").code());
  }
}
