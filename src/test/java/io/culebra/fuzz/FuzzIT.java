package io.culebra.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtEnvironment;
import io.culebra.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random graphs of fixed seeds on every backend, against ONNX Runtime: two minutes in all, with the
 * pass that checks memory.
 */
class FuzzIT {
  private static final long SEED = 20_260;
  private static final long NANOSECONDS =
      Boolean.getBoolean("culebra.checkedMemory") ? 10_000_000_000L : 20_000_000_000L;

  @BeforeAll
  static void requireOracle() {
    String missing = "";
    try {
      OrtEnvironment.getEnvironment();
    } catch (LinkageError e) {
      missing = e.toString();
    }
    assumeTrue(missing.isEmpty(), "ONNX Runtime does not load: " + missing);
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void answersAreThoseOfTheOracle(Backend backend) throws IOException {
    Tally tally = new Tally();
    Path folder = Files.createDirectories(Path.of("target", "fuzz"));
    Path running = folder.resolve("running-" + backend.label());
    long seed = SEED + List.of(Backend.values()).indexOf(backend);
    Campaign campaign = new Campaign(backend, seed, folder, tally, phase -> {}, true);
    long deadline = System.nanoTime() + NANOSECONDS;
    for (long number = 0; System.nanoTime() < deadline; number++) {
      // Read by whoever wonders in which case a JVM ended.
      Files.writeString(running, "seed " + seed + " case " + number);
      tally.add(campaign.run(number));
    }
    Files.delete(running);
    tally.summary().forEach(line -> System.out.println(backend.label() + ": " + line));
    assertEquals(List.of(), tally.failures());
    assertTrue(tally.passed() > 0, "no case passed");
  }
}
