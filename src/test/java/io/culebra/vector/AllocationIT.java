package io.culebra.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * In the steady state no step allocates. Each check starts machines of its own, since what is
 * compiled depends on what ran before; and when: only what allocates in every one of them counts.
 */
class AllocationIT {
  private static final int MACHINES = 3;
  private static final int PATIENCE_SECONDS = 120;

  @Test
  void stepsAllocateNothingAtTheWidthOfThisCpu() throws Exception {
    assertEquals(Set.of(), allocating(List.of(), List.of()));
  }

  @Test
  void stepsAllocateNothingAt256Bits() throws Exception {
    assertEquals(Set.of(), allocating(List.of("-Dculebra.vector.bits=256"), List.of()));
  }

  @Test
  void stepsAllocateNothingAt128Bits() throws Exception {
    assertEquals(Set.of(), allocating(List.of("-Dculebra.vector.bits=128"), List.of()));
  }

  /** Speculation on types hides what is wrong from all but a few runs, so it is switched off. */
  @Test
  void stepsAllocateNothingBesideVectorsOfOtherWidths() throws Exception {
    assertEquals(
        Set.of(), allocating(List.of("-XX:-UseTypeSpeculation"), List.of("other-vectors")));
  }

  private static Set<String> allocating(List<String> options, List<String> arguments)
      throws Exception {
    Set<String> always = run(options, arguments);
    for (int i = 1; i < MACHINES && !always.isEmpty(); i++) {
      always.retainAll(run(options, arguments));
    }
    return always;
  }

  private static Set<String> run(List<String> options, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "--add-modules=jdk.incubator.vector"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), AllocatingSteps.class.getName()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("no end of " + command);
    }
    assertEquals(0, process.exitValue(), () -> "exit code of " + command);
    byte[] lines = process.getInputStream().readAllBytes();
    return new TreeSet<>(new String(lines, StandardCharsets.UTF_8).lines().toList());
  }

  private static String classPath() {
    return String.join(File.pathSeparator, "target/test-classes", "target/classes");
  }
}
