package io.culebra.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.culebra.Backend;
import io.culebra.TensorFile;
import io.culebra.models.Networks;
import io.culebra.picture.Normalization;
import io.culebra.picture.PictureInput;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the commands do and the figures that they print. */
class CommandsTest {
  @TempDir private Path folder = Path.of("");

  private Path model = Path.of("");

  @BeforeEach
  void writeModel() throws IOException {
    model = Files.write(folder.resolve("model.onnx"), Networks.dense());
  }

  private static JsonObject object(Outcome outcome) {
    assertEquals(0, outcome.code(), outcome.err());
    return outcome.json().getAsJsonObject();
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void runReadsAndWritesTensors(Backend backend) throws IOException {
    Path npy = folder.resolve("x.npy");
    Path pb = folder.resolve("x.pb");
    try (Tensor x = Tensor.of(new float[] {1, 2, 3, -1, -2, -4}, 2, 3)) {
      NpyFile.write(npy, x);
      TensorFile.write(pb, x, "x");
    }
    for (Path input : List.of(npy, pb)) {
      Path out = folder.resolve("out-" + input.getFileName());
      Outcome run =
          Outcome.of(
              "run", model, "--input", "x=" + input, "--output", out, "--backend", backend.label());
      assertEquals(0, run.code(), run.err());
      assertTrue(run.out().contains("FLOAT 2x2"), run.out());
      try (var written = Files.list(out);
          Tensor y = NpyFile.read(written.findFirst().orElseThrow())) {
        assertArrayEquals(new float[] {6, 0, 0, 7}, y.toFloatArray());
      }
    }
  }

  @Test
  void runMakesInputsThatAreNotGiven() {
    JsonElement outputs = Outcome.of("run", model, "--json").json();
    JsonObject output = outputs.getAsJsonArray().get(0).getAsJsonObject();
    assertEquals("FLOAT 1x2", output.get("type").getAsString());
    Outcome random = Outcome.of("run", model, "--input", "x=random:5x3");
    assertTrue(random.out().contains("FLOAT 5x2"), random.out());
    assertEquals(random, Outcome.of("run", model, "--input", "x=random:5x3"));
  }

  @Test
  void runAndBenchTakePictures() throws IOException {
    Path pictures = Files.write(folder.resolve("pictures.onnx"), Networks.pictures());
    BufferedImage picture = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 40 * 30; i++) {
      picture.setRGB(i % 40, i / 40, 0x010305 * (i % 50));
    }
    Path png = folder.resolve("picture.png");
    ImageIO.write(picture, "png", png.toFile());
    Path npy = folder.resolve("picture.npy");
    TensorType type = new TensorType(DataType.FLOAT, Shape.of(1, 3, 30, 40));
    try (Tensor x = PictureInput.of(type).tensor(picture, Normalization.SIGNED)) {
      NpyFile.write(npy, x);
    }
    Outcome asTensor = Outcome.of("run", pictures, "--input", "x=" + npy);
    assertEquals(asTensor, Outcome.of("run", pictures, "--input", "x=" + png + ":signed"));
    assertEquals(
        asTensor,
        Outcome.of(
            "run", pictures, "--input", "x=" + png, "--mean", "0.5", "--std", "0.5,0.5,0.5"));
    assertNotEquals(asTensor, Outcome.of("run", pictures, "--input", "x=" + png));
    JsonObject figures =
        object(
            Outcome.of(
                "bench",
                pictures,
                "--input",
                "x=" + png,
                "--shape",
                "x=2x3x24x32",
                "--seconds",
                0.05,
                "--json"));
    assertEquals("2x3x24x32", figures.getAsJsonObject("shapes").get("x").getAsString());
  }

  @Test
  void benchPrintsEveryFigure() {
    JsonObject figures =
        object(
            Outcome.of(
                "bench",
                model,
                "--shape",
                "x=4x3",
                "--backend",
                "vector",
                "--threads",
                1,
                "--seconds",
                0.05,
                "--json"));
    assertEquals(
        Set.of(
            "model",
            "backend",
            "precision",
            "threads",
            "shapes",
            "load_ms",
            "first_ms",
            "median_ms",
            "min_ms",
            "p90_ms",
            "runs",
            "peak_rss_mb",
            "allocated_bytes_per_run"),
        figures.keySet());
    assertEquals("vector", figures.get("backend").getAsString());
    assertEquals("f32", figures.get("precision").getAsString());
    assertEquals("4x3", figures.getAsJsonObject("shapes").get("x").getAsString());
    double least = figures.get("min_ms").getAsDouble();
    double median = figures.get("median_ms").getAsDouble();
    assertTrue(least > 0 && least <= median, figures.toString());
    assertTrue(median <= figures.get("p90_ms").getAsDouble(), figures.toString());
    assertTrue(figures.get("runs").getAsInt() >= 3);
  }

  @Test
  void inspectCounts() {
    JsonObject all = object(Outcome.of("inspect", model, "--shape", "x=10x3", "--json"));
    JsonObject summary = all.getAsJsonObject("model");
    assertEquals(6, summary.get("parameters").getAsInt());
    assertEquals(10 * 3 * 2, summary.get("multiplyAdds").getAsInt());
    assertEquals(1, summary.getAsJsonObject("operators").get("MatMul").getAsInt());
    assertEquals(1, summary.getAsJsonObject("operators").get("Relu").getAsInt());
    assertTrue(Outcome.of("inspect", model).out().contains("MatMul"));
  }

  @Test
  void comparePutsBothBackendsSideBySide() throws IOException {
    Path pictures = Files.write(folder.resolve("pictures.onnx"), Networks.pictures());
    JsonObject comparison =
        object(
            Outcome.of("compare", pictures, "--shape", "x=1x3x32x32", "--seconds", 0.05, "--json"));
    assertTrue(comparison.get("largest_difference").getAsDouble() < 1e-4);
    boolean both = false;
    for (JsonElement row : comparison.getAsJsonArray("nodes")) {
      JsonObject node = row.getAsJsonObject();
      both |=
          node.get("operator").getAsString().equals("Conv+Relu")
              && node.get("multiply_adds").getAsLong() == 8 * 8 * 8 * 27
              && node.getAsJsonObject("vector").get("ms").getAsDouble() > 0
              && node.getAsJsonObject("onednn").get("ms").getAsDouble() > 0;
      if (!node.get("vector").isJsonNull() && !node.get("onednn").isJsonNull()) {
        assertTrue(node.get("largest_difference").getAsDouble() < 1e-4, node.toString());
        assertTrue(node.get("ratio").getAsDouble() > 0, node.toString());
      }
    }
    assertTrue(both, comparison.toString());
    for (String backend : List.of("vector", "onednn")) {
      assertTrue(comparison.getAsJsonObject(backend).get("ms").getAsDouble() > 0);
      assertTrue(comparison.getAsJsonObject(backend).get("gflops").getAsDouble() > 0);
    }
    JsonObject runs = comparison.getAsJsonObject("runs");
    double better =
        Math.min(runs.get("vector_ms").getAsDouble(), runs.get("onednn_ms").getAsDouble());
    assertEquals(
        runs.get("auto_ms").getAsDouble() / better, runs.get("slower").getAsDouble(), 1e-9);
    assertTrue(comparison.get("regret_ms").getAsDouble() >= 0);
    Outcome table = Outcome.of("compare", pictures, "--shape", "x=1x3x32x32", "--seconds", 0.05);
    assertTrue(table.out().contains("all nodes"), table.out());
    assertTrue(table.out().lines().allMatch(line -> line.length() <= 120), table.out());
  }

  @Test
  void compareFailsWhereAutoIsSlowerThanAskedFor() throws IOException {
    Path pictures = Files.write(folder.resolve("pictures.onnx"), Networks.pictures());
    Object[] line = {"compare", pictures, "--shape", "x=1x3x32x32", "--seconds", 0.05, "--assert"};
    Object[] strict = Arrays.copyOf(line, line.length + 1);
    strict[line.length] = 1e-9;
    assertEquals(1, Outcome.of(strict).code());
    Object[] lenient = Arrays.copyOf(line, line.length + 1);
    lenient[line.length] = 1e9;
    assertEquals(0, Outcome.of(lenient).code());
  }

  @Test
  void explainShowsWhatTuneMeasured() throws IOException {
    Path pictures = Files.write(folder.resolve("pictures.onnx"), Networks.pictures());
    JsonObject tuned =
        object(
            Outcome.of(
                "tune",
                pictures,
                "--shape",
                "x=1x3x32x32",
                "--seconds",
                0.1,
                "--threads",
                1,
                "--json"));
    assertTrue(tuned.get("ways").getAsInt() > 0);
    assertEquals(4, tuned.getAsJsonArray("millis").size());
    Outcome explained = Outcome.of("explain", pictures, "--shape", "x=1x3x32x32", "--threads", 1);
    assertEquals(0, explained.code());
    assertTrue(explained.out().contains("chosen by what was measured"), explained.out());
    JsonArray steps =
        JsonParser.parseString(
                Outcome.of("explain", pictures, "--shape", "x=1x3x32x32", "--threads", 1, "--json")
                    .out())
            .getAsJsonArray();
    boolean measured = false;
    for (JsonElement step : steps) {
      measured |= !step.getAsJsonObject().getAsJsonObject("measured_us").isEmpty();
    }
    assertTrue(measured, steps.toString());
  }

  @Test
  void doctorShowsJdkAndBackends() {
    Outcome doctor = Outcome.of("doctor");
    assertEquals(0, doctor.code());
    for (String topic : List.of("JDK", "CPU", "threads", "memory limit", "backend vector")) {
      assertTrue(doctor.out().contains(topic), doctor.out());
    }
    assertTrue(object(Outcome.of("doctor", "--json")).getAsJsonArray("findings").size() > 5);
  }
}
