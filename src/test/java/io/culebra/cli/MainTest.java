package io.culebra.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.models.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Help, exit codes and messages of all commands. */
class MainTest {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "doctor",
        "run",
        "bench",
        "verify",
        "inspect",
        "compare",
        "tune",
        "explain",
        "demo text"
      })
  void everyCommandHasHelp(String command) {
    Outcome help = Outcome.of((Object[]) (command + " --help").split(" ", -1));
    assertEquals(0, help.code());
    assertTrue(help.out().startsWith("Usage: culebra " + command), help.out());
    assertTrue(help.out().contains("--verbose"), help.out());
    assertEquals("", help.err());
  }

  @Test
  void theHelpOfAllNamesEveryCommand() {
    Outcome help = Outcome.of("--help");
    assertEquals(0, help.code());
    for (String command :
        new String[] {
          "demo", "doctor", "run", "bench", "verify", "inspect", "compare", "tune", "explain"
        }) {
      assertTrue(help.out().contains("\n  " + command), help.out());
    }
    assertTrue(Outcome.of("--version").out().startsWith("culebra "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frobnicate",
        "run",
        "verify",
        "run model.onnx --backend abacus",
        "run model.onnx --threads many",
        "bench model.onnx --shape x=1xy",
        "bench model.onnx --precision bf16",
        "bench model.onnx --precision int8",
        "bench model.onnx --seconds 0"
      })
  void wrongUsageEndsWith2AndOneLineThatSaysWhy(String line) {
    Outcome wrong = Outcome.of((Object[]) line.split(" ", -1));
    assertEquals(2, wrong.code(), wrong.err());
    assertEquals("", wrong.out());
    assertTrue(wrong.err().startsWith("culebra: "), wrong.err());
    assertFalse(wrong.err().contains("\tat "), wrong.err());
  }

  @Test
  void anInputThatTheModelDoesNotHaveIsWrongUsage() throws IOException {
    Path model = Files.write(folder.resolve("model.onnx"), Networks.dense());
    assertNames("'z'", 2, Outcome.of("bench", model, "--shape", "z=1x3"));
    assertNames("'z'", 2, Outcome.of("run", model, "--input", "z=random"));
    assertNames("x.txt", 2, Outcome.of("run", model, "--input", "x=x.txt"));
    assertNames("'sharp'", 2, Outcome.of("run", model, "--input", "x=x.png:sharp"));
  }

  @Test
  void whatFailsEndsWith1AndNamesFileAndReason() throws IOException {
    Path missing = folder.resolve("missing.onnx");
    assertNames("missing.onnx", 1, Outcome.of("run", missing));
    assertNames("missing.onnx", 1, Outcome.of("inspect", missing));
    Path random = Files.write(folder.resolve("random.onnx"), new byte[] {1, 2, 3, 4, 5, 6, 7});
    assertNames("random.onnx", 1, Outcome.of("bench", random));
    byte[] whole = Networks.dense();
    Path cut = Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, 60));
    assertNames("cut.onnx", 1, Outcome.of("run", cut));
    Path unknown = Files.write(folder.resolve("unknown.onnx"), Networks.unknownOperator());
    assertNames("Frobnicate", 1, Outcome.of("run", unknown));
    assertNames("Defenestrate", 1, Outcome.of("run", unknown));
    Path model = Files.write(folder.resolve("model.onnx"), Networks.dense());
    assertNames("x", 1, Outcome.of("run", model, "--input", "x=random:1x4"));
    assertNames("nothing.npy", 1, Outcome.of("run", model, "--input", "x=nothing.npy"));
    assertNames("'x'", 1, Outcome.of("run", model, "--input", "x=nothing.png"));
    Path pictures = Files.write(folder.resolve("pictures.onnx"), Networks.pictures());
    Path text = Files.writeString(folder.resolve("text.jpg"), "text");
    assertNames("text.jpg", 1, Outcome.of("bench", pictures, "--input", "x=" + text + ":unit"));
    assertNames("nothing.png", 1, Outcome.of("run", pictures, "--input", "x=nothing.png"));
  }

  private static void assertNames(String what, int code, Outcome failed) {
    assertEquals(code, failed.code(), failed.err());
    assertEquals("", failed.out());
    assertTrue(failed.err().startsWith("culebra: "), failed.err());
    assertTrue(failed.err().lines().findFirst().orElse("").contains(what), failed.err());
    assertFalse(failed.err().contains("\tat "), failed.err());
    assertTrue(failed.err().lines().count() <= 2, failed.err());
  }

  @Test
  void onlyVerboseShowsTheStackTrace() {
    Outcome verbose = Outcome.of("run", folder.resolve("missing.onnx"), "--verbose");
    assertEquals(1, verbose.code());
    assertTrue(verbose.err().contains("\tat io.culebra"), verbose.err());
  }
}
