package io.culebra.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.Main;

/**
 * The interleavings of two threads, by jcstress: every class of the tests that has {@code
 * JCStressTest}s. Half a minute, three in the profile {@code soak}.
 */
class StressIT {
  private static final String MILLIS = System.getProperty("culebra.stress.millis", "300");
  private static final String JVM_OPTIONS =
      "--add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED";

  @Test
  void noInterleavingGivesWhatIsNotAllowed() throws Exception {
    Path folder = Path.of("target", "stress").toAbsolutePath();
    Files.createDirectories(folder);
    ChildJvm.End end =
        ChildJvm.runIn(
            folder, ChildJvm.command(List.of(), List.of(), Main.class, arguments(folder)));
    assertEquals(0, end.exitCode(), end::output);
    assertTrue(end.output().contains("Failed tests: No matches."), end::output);
    assertTrue(end.output().contains("Error tests: No matches."), end::output);
    assertTrue(end.output().contains("10 matching test results"), end::output);
  }

  private static String[] arguments(Path folder) {
    // A state of most tests holds memory of the system: so few are made at once.
    return new String[] {
      "-t", "io.culebra",
      "-f", "1",
      "-fsm", "1",
      "-sc", "false",
      "-iters", "2",
      "-time", MILLIS,
      "-strideSize", "20",
      "-strideCount", "20",
      "-hs", "256",
      "-jvmArgs", JVM_OPTIONS,
      "-r", folder.toString()
    };
  }
}
