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
    assertEquals(Set.of(), allocating());
  }

  @Test
  void stepsAllocateNothingAt256Bits() throws Exception {
    assertEquals(Set.of(), allocating("-Dculebra.vector.bits=256"));
  }

  @Test
  void stepsAllocateNothingAt128Bits() throws Exception {
    assertEquals(Set.of(), allocating("-Dculebra.vector.bits=128"));
  }

  private static Set<String> allocating(String... options) throws Exception {
    Set<String> always = run(options);
    for (int i = 1; i < MACHINES && !always.isEmpty(); i++) {
      always.retainAll(run(options));
    }
    return always;
  }

  private static Set<String> run(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "--add-modules=jdk.incubator.vector"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath(), AllocatingSteps.class.getName()));
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
