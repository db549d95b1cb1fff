package io.culebra.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.culebra.TensorFile;
import io.culebra.models.Networks;
import io.culebra.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
  @TempDir private Path folder = Path.of("");

  /** A case of a dense layer and what it should give for two rows. */
  private void write(String name, byte[] model, float... expected) throws IOException {
    Path data = Files.createDirectories(folder.resolve(name).resolve("test_data_set_0"));
    Files.write(folder.resolve(name).resolve("model.onnx"), model);
    try (Tensor x = Tensor.of(new float[] {1, 2, 3, -1, -2, -4}, 2, 3);
        Tensor y = Tensor.of(expected, 2, expected.length / 2)) {
      TensorFile.write(data.resolve("input_0.pb"), x, "x");
      TensorFile.write(data.resolve("output_0.pb"), y, "y");
    }
  }

  @Test
  void countsAndTellsWhy() throws IOException {
    write("close", Networks.dense(), 6.005f, 0, 0, 7);
    write("far", Networks.dense(), 6.01f, 0, 0, 7);
    write("missing", Networks.dense(), 6, 0, 0, Float.NaN);
    write("shape", Networks.dense(), 6, 0, 0, 7, 0, 0);
    write("unknown", Networks.unknownOperator(), 6, 0, 0, 7);
    Outcome verify = Outcome.of("verify", folder, "--json");
    assertEquals(1, verify.code());
    JsonObject counts = verify.json().getAsJsonObject();
    assertEquals(1, counts.get("pass").getAsInt(), verify.out());
    assertEquals(3, counts.get("wrong").getAsInt(), verify.out());
    assertEquals(1, counts.get("unsupported").getAsInt(), verify.out());
    assertEquals(0, counts.get("crash").getAsInt(), verify.out());
    assertCase(counts, 0, "close", "pass", "");
    assertCase(counts, 1, "far", "wrong", "element 0 is 6.0 where 6.01");
    assertCase(counts, 2, "missing", "wrong", "NaN");
    assertCase(counts, 3, "shape", "wrong", "FLOAT 2x2 where FLOAT 2x3");
    assertCase(counts, 4, "unknown", "unsupported", "Frobnicate");
  }

  private static void assertCase(
      JsonObject counts, int i, String name, String status, String reason) {
    JsonObject one = counts.getAsJsonArray("cases").get(i).getAsJsonObject();
    assertEquals(name, one.get("name").getAsString());
    assertEquals(status, one.get("status").getAsString());
    assertTrue(one.get("reason").getAsString().contains(reason), one.toString());
    assertEquals(0, one.getAsJsonArray("elsewhere").size(), one.toString());
  }

  @Test
  void endsWith0WhereNothingIsWrong() throws IOException {
    write("right", Networks.dense(), 6, 0, 0, 7);
    Outcome verify = Outcome.of("verify", folder.resolve("right"), "--backend", "vector");
    assertEquals(0, verify.code(), verify.err());
    assertEquals("{pass=1, wrong=0, unsupported=0, crash=0}", verify.out().strip());
  }

  @Test
  void aFolderWithoutCasesIsWrongUsage() {
    assertEquals(2, Outcome.of("verify", folder).code());
  }
}
